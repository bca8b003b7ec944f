package io.eigencam.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * How a picture file says that it is to be turned to be upright: the orientation (tag 274) of its
 * Exif data, in a JPEG's APP1 segment or in a PNG's eXIf chunk. Cameras held sideways write it.
 *
 * @param value 1 to 8 as Exif 2.32, section 4.6.4 numbers them: 1 upright, 2 mirrored, 3 upside
 *     down, 4 mirrored upside down, 5 to 8 the sides exchanged: mirrored, to be turned right,
 *     mirrored the other way, to be turned left
 * @param position of the 16 bit value in the file
 * @param byteOrder of the value
 */
public record ExifOrientation(int value, int position, ByteOrder byteOrder) {
  private static final int UPRIGHT = 1;
  private static final int LAST = 8;

  private static final int JPEG_START = 0xFFD8;
  private static final int APP1 = 0xFFE1;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final long EXIF = 0x457869660000L; // "Exif", 0, 0
  private static final int EXIF_LENGTH = 6;

  private static final long PNG_START = 0x89504E470D0A1A0AL;
  private static final int EXIF_CHUNK = 0x65584966; // "eXIf"
  private static final int CHUNK_FRAME = 12; // length, type, checksum

  private static final int TIFF_HEADER = 8;
  private static final int ENTRY = 12;
  private static final int ORIENTATION = 0x0112;

  /** What the file says; null if it is no JPEG or PNG, or says nothing that means anything. */
  public static @Nullable ExifOrientation of(byte[] file) {
    int tiff = tiff(ByteBuffer.wrap(file));
    if (tiff < 0) {
      return null;
    }
    ByteOrder order = file[tiff] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer bytes = ByteBuffer.wrap(file).order(order);
    long directory = tiff + Integer.toUnsignedLong(bytes.getInt(tiff + 4));
    if (directory + 2 > file.length) {
      return null;
    }
    int entries = Short.toUnsignedInt(bytes.getShort((int) directory));
    long entry = directory + 2;
    for (int i = 0; i < entries && entry + ENTRY <= file.length; i++, entry += ENTRY) {
      if (Short.toUnsignedInt(bytes.getShort((int) entry)) == ORIENTATION) {
        int value = Short.toUnsignedInt(bytes.getShort((int) entry + 8));
        return value >= UPRIGHT && value <= LAST
            ? new ExifOrientation(value, (int) entry + 8, order)
            : null;
      }
    }
    return null;
  }

  /** Whether nothing has to be done. */
  public boolean isUpright() {
    return value == UPRIGHT;
  }

  /** Whether rows become columns; to be done first. */
  public boolean transposes() {
    return value >= 5;
  }

  /** Whether the last row becomes the first, after a transposition. */
  public boolean reversesRows() {
    return value == 3 || value == 4 || value == 7 || value == 8;
  }

  /** Whether the last column becomes the first, after a transposition. */
  public boolean reversesColumns() {
    return value == 2 || value == 3 || value == 6 || value == 7;
  }

  /** Size of a picture when it is upright. */
  public PictureSize upright(PictureSize stored) {
    return transposes() ? new PictureSize(stored.height(), stored.width()) : stored;
  }

  /** Where the TIFF header of the Exif data stands, whole; -1 without. */
  private static int tiff(ByteBuffer file) {
    if (file.limit() >= 8 && file.getLong(0) == PNG_START) {
      return inPng(file);
    }
    boolean jpeg = file.limit() >= 4 && Short.toUnsignedInt(file.getShort(0)) == JPEG_START;
    return jpeg ? inJpeg(file) : -1;
  }

  private static int inJpeg(ByteBuffer file) {
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

  private static int inPng(ByteBuffer file) {
    long at = 8;
    while (at + CHUNK_FRAME + TIFF_HEADER <= file.limit()) {
      if (file.getInt((int) at + 4) == EXIF_CHUNK) {
        return (int) at + 8;
      }
      at += CHUNK_FRAME + Integer.toUnsignedLong(file.getInt((int) at));
    }
    return -1;
  }
}
