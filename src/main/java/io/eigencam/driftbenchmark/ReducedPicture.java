package io.eigencam.driftbenchmark;

import io.eigencam.drift.PictureFigures;
import java.awt.image.BufferedImage;

/** A picture of at most some 160 pixels' width, by averaging. */
final class ReducedPicture {
  private static final int WIDTH = 160;

  private ReducedPicture() {}

  static PictureFigures figures(BufferedImage picture) {
    int factor = Math.min((picture.getWidth() + WIDTH - 1) / WIDTH, picture.getHeight());
    int columns = picture.getWidth() / factor;
    int rows = picture.getHeight() / factor;
    byte[] rgb = new byte[rows * columns * 3];
    int[] block = new int[factor * factor];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        picture.getRGB(column * factor, row * factor, factor, factor, block, 0, factor);
        mean(block, rgb, 3 * (row * columns + column));
      }
    }
    return PictureFigures.of(rows, columns, rgb);
  }

  private static void mean(int[] pixels, byte[] rgb, int at) {
    for (int channel = 0; channel < 3; channel++) {
      int sum = 0;
      for (int pixel : pixels) {
        sum += pixel >> 16 - 8 * channel & 0xFF;
      }
      rgb[at + channel] = (byte) Math.round((float) sum / pixels.length);
    }
  }
}
