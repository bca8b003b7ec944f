package io.eigencam.dashboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * JPEG files as they are stored. A camera held sideways says so in the file's Exif data (TIFF tag
 * 274), and browsers turn the picture by it whether asked to or not. The model sees the pixels as
 * they are stored, and boxes and maps refer to those; so the tag is set to "as stored" for the
 * page.
 */
final class StoredOrientation {
  private static final int APP1 = 0xFFE1;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final long EXIF = 0x457869660000L; // "Exif", 0, 0
  private static final int EXIF_LENGTH = 6;
  private static final int TIFF_HEADER = 8;
  private static final int ENTRY = 12;
  private static final int ORIENTATION = 0x0112;
  private static final short AS_STORED = 1;

  private StoredOrientation() {}

  /** The file itself, or a copy with another orientation. Anything but a JPEG is left alone. */
  static byte[] of(byte[] file) {
    int at = orientation(ByteBuffer.wrap(file));
    if (at < 0) {
      return file;
    }
    byte[] copy = file.clone();
    ByteBuffer.wrap(copy).order(order(ByteBuffer.wrap(file), tiff(file))).putShort(at, AS_STORED);
    return copy;
  }

  /** Where the value of the orientation stands; -1 without one. */
  private static int orientation(ByteBuffer file) {
    int tiff = tiff(file.array());
    if (tiff < 0) {
      return -1;
    }
    file.order(order(file, tiff));
    long directory = tiff + Integer.toUnsignedLong(file.getInt(tiff + 4));
    if (directory + 2 > file.limit()) {
      return -1;
    }
    int entries = Short.toUnsignedInt(file.getShort((int) directory));
    for (long entry = directory + 2;
        entries-- > 0 && entry + ENTRY <= file.limit();
        entry += ENTRY) {
      if (Short.toUnsignedInt(file.getShort((int) entry)) == ORIENTATION) {
        return (int) entry + 8;
      }
    }
    return -1;
  }

  /** Where the TIFF header of the Exif segment stands; -1 without one. */
  private static int tiff(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    if (file.limit() < 4 || Short.toUnsignedInt(file.getShort(0)) != 0xFFD8) {
      return -1;
    }
    int at = 2;
    while (at + 4 + EXIF_LENGTH + TIFF_HEADER <= file.limit()) {
      int marker = Short.toUnsignedInt(file.getShort(at));
      int length = Short.toUnsignedInt(file.getShort(at + 2));
      if (marker < 0xFF00 || marker == START_OF_SCAN || length < 2) {
        return -1;
      }
      if (marker == APP1 && file.getLong(at + 4) >>> 16 == EXIF) {
        return at + 4 + EXIF_LENGTH;
      }
      at += 2 + length;
    }
    return -1;
  }

  private static ByteOrder order(ByteBuffer file, int tiff) {
    return file.get(tiff) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }
}
