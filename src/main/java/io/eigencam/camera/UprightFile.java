package io.eigencam.camera;

import io.eigencam.frame.ExifOrientation;
import io.eigencam.frame.PictureFormat;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * Picture files as people see them: those that say that they are to be turned are, and say so no
 * longer. A JPEG is encoded anew for that; all others stay as they are, byte for byte.
 */
final class UprightFile {
  private UprightFile() {}

  /**
   * @throws IOException if a file that must be turned cannot be decoded
   */
  static byte[] of(byte[] file, PictureFormat format) throws IOException {
    ExifOrientation orientation = ExifOrientation.of(file);
    if (orientation == null || orientation.isUpright()) {
      return file;
    }
    BufferedImage stored = ImageIO.read(new ByteArrayInputStream(file));
    if (stored == null) {
      throw new IOException("is to be turned upright, but Java cannot decode it");
    }
    BufferedImage upright = turn(stored, orientation);
    if (format == PictureFormat.JPEG) {
      try (JpegEncoder encoder = new JpegEncoder()) {
        return encoder.encode(upright);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(upright, "png", bytes);
    return bytes.toByteArray();
  }

  /** Samples are moved, not drawn: colour profiles must not change them. */
  static BufferedImage turn(BufferedImage stored, ExifOrientation orientation) {
    boolean transposes = orientation.transposes();
    int width = transposes ? stored.getHeight() : stored.getWidth();
    int height = transposes ? stored.getWidth() : stored.getHeight();
    boolean grey = stored.getRaster().getNumBands() < 3;
    BufferedImage upright =
        new BufferedImage(
            width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    Raster from = samples(stored, grey);
    int[] pixel = new int[from.getNumBands()];
    int[] shown = new int[grey ? 1 : 3];
    for (int y = 0; y < height; y++) {
      int row = orientation.reversesRows() ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int column = orientation.reversesColumns() ? width - 1 - x : x;
        from.getPixel(transposes ? row : column, transposes ? column : row, pixel);
        System.arraycopy(pixel, 0, shown, 0, shown.length);
        upright.getRaster().setPixel(x, y, shown);
      }
    }
    return upright;
  }

  /** 8 bit per sample; what is stored in another way is drawn first. */
  private static Raster samples(BufferedImage stored, boolean grey) {
    boolean plain =
        stored.getColorModel() instanceof ComponentColorModel
            && stored.getSampleModel().getSampleSize(0) == 8;
    if (plain) {
      return stored.getRaster();
    }
    BufferedImage copy =
        new BufferedImage(
            stored.getWidth(),
            stored.getHeight(),
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = copy.createGraphics();
    graphics.drawImage(stored, 0, 0, null);
    graphics.dispose();
    return copy.getRaster();
  }
}
