package io.eigencam.camera;

import io.eigencam.frame.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Tells a picture's format by its first bytes; file names lie. */
final class PictureSignature {
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private PictureSignature() {}

  /** Empty for everything that is neither JPEG nor PNG. */
  static Optional<PictureFormat> of(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return of(stream.readNBytes(PNG.length));
    }
  }

  static Optional<PictureFormat> of(byte[] bytes) {
    if (startsWith(bytes, JPEG)) {
      return Optional.of(PictureFormat.JPEG);
    }
    return startsWith(bytes, PNG) ? Optional.of(PictureFormat.PNG) : Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, byte[] signature) {
    return bytes.length >= signature.length
        && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
  }
}
