package io.eigencam.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Stands for a camera and a frame's id in 64 bits: the beginning of SHA-256, salted anew each time,
 * so that nobody can make two ids that meet. Among 10 million ids two meet with a probability of
 * 3e-6.
 */
final class FrameHash {
  private final MessageDigest digest;
  private final byte[] salt = new byte[16];

  FrameHash() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    new SecureRandom().nextBytes(salt);
  }

  /** Never 0. */
  long of(String camera, String id) {
    byte[] name = camera.getBytes(StandardCharsets.UTF_8);
    digest.update(salt);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
    digest.update(name);
    long hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
    return hash == 0 ? 1 : hash;
  }
}
