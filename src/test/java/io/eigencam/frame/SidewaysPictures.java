package io.eigencam.frame;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Files of pictures that say in their Exif data how they are to be turned. */
public final class SidewaysPictures {
  /** Which side of the upright picture the first stored row is, by orientation (Exif 2.32). */
  private static final String FIRST_ROW = " TTBBLRRL";

  private static final String FIRST_COLUMN = " LRRLTTBB";

  private SidewaysPictures() {}

  /** A picture as a camera would store it, so that the orientation turns it upright again. */
  public static BufferedImage stored(BufferedImage upright, int orientation) {
    boolean sideways = orientation >= 5;
    int rows = sideways ? upright.getWidth() : upright.getHeight();
    int columns = sideways ? upright.getHeight() : upright.getWidth();
    BufferedImage stored = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int[] xy = {0, 0};
        place(FIRST_ROW.charAt(orientation), row, upright, xy);
        place(FIRST_COLUMN.charAt(orientation), column, upright, xy);
        stored.setRGB(column, row, upright.getRGB(xy[0], xy[1]));
      }
    }
    return stored;
  }

  private static void place(char side, int distance, BufferedImage upright, int[] xy) {
    switch (side) {
      case 'T' -> xy[1] = distance;
      case 'B' -> xy[1] = upright.getHeight() - 1 - distance;
      case 'L' -> xy[0] = distance;
      default -> xy[0] = upright.getWidth() - 1 - distance;
    }
  }

  /** The stored picture as a file, "png" or "jpg", with its orientation. */
  public static byte[] file(
      BufferedImage upright, String format, int orientation, ByteOrder byteOrder)
      throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(stored(upright, orientation), format, plain);
    return oriented(plain.toByteArray(), orientation, byteOrder);
  }

  /** A JPEG or PNG with an orientation put in. */
  public static byte[] oriented(byte[] file, int orientation, ByteOrder byteOrder) {
    byte[] tiff = tiff(orientation, byteOrder);
    return file[0] == (byte) 0xFF ? jpeg(file, tiff) : png(file, tiff);
  }

  private static byte[] tiff(int orientation, ByteOrder byteOrder) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(byteOrder);
    tiff.put((byteOrder == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.UTF_8));
    tiff.putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(0);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    return tiff.putShort((short) orientation).putShort((short) 0).putInt(0).array();
  }

  private static byte[] jpeg(byte[] file, byte[] tiff) {
    ByteBuffer whole = ByteBuffer.allocate(file.length + 10 + tiff.length);
    whole.put(file, 0, 2).putShort((short) 0xFFE1).putShort((short) (8 + tiff.length));
    whole.put("Exif\0\0".getBytes(StandardCharsets.UTF_8)).put(tiff);
    return whole.put(file, 2, file.length - 2).array();
  }

  /** Behind the header chunk. */
  private static byte[] png(byte[] file, byte[] tiff) {
    int header = 8 + 25;
    byte[] type = "eXIf".getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(tiff);
    ByteBuffer whole = ByteBuffer.allocate(file.length + 12 + tiff.length);
    whole.put(file, 0, header).putInt(tiff.length).put(type).put(tiff);
    whole.putInt((int) crc.getValue());
    return whole.put(file, header, file.length - header).array();
  }
}
