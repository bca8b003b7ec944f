package io.eigencam.dashboard;

import io.eigencam.frame.ExifOrientation;
import java.nio.ByteBuffer;

/**
 * JPEG files as they are stored. A camera held sideways says so in the file's Exif data (TIFF tag
 * 274), and browsers turn the picture by it whether asked to or not. The model sees the pixels as
 * they are stored, and boxes and maps refer to those; so the tag is set to "as stored" for the
 * page.
 */
final class StoredOrientation {
  private static final short AS_STORED = 1;
  private static final byte JPEG = (byte) 0xFF; // a PNG's checksum would no longer fit

  private StoredOrientation() {}

  /** The file itself, or a copy with another orientation. Anything but a JPEG is left alone. */
  static byte[] of(byte[] file) {
    ExifOrientation orientation = ExifOrientation.of(file);
    if (orientation == null || orientation.isUpright() || file[0] != JPEG) {
      return file;
    }
    byte[] copy = file.clone();
    ByteBuffer.wrap(copy)
        .order(orientation.byteOrder())
        .putShort(orientation.position(), AS_STORED);
    return copy;
  }
}
