package io.eigencam.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names alerts by what they are about, so that a replay names them the same. */
final class AlertId {
  private static final int BYTES = 8;

  private AlertId() {}

  /** 16 hexadecimal digits. */
  static String of(String camera, String context, long since) {
    try {
      String text = "%d:%s|%s|%d".formatted(camera.length(), camera, context, since);
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
