package io.eigencam.picture;

import java.awt.image.BufferedImage;

/** Attention in colour over the picture in grey, so that the only colours are those of the map. */
public final class Overlay {
  private static final double OPACITY = 0.62;

  private Overlay() {}

  /** A new picture of the raster's size; the given one must have that size. */
  public static BufferedImage over(BufferedImage picture, MapRaster raster) {
    BufferedImage result =
        new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        int grey = luma(picture.getRGB(x, y));
        int color = ColorMap.rgb(raster.value(x, y));
        result.setRGB(
            x,
            y,
            mix(color >> 16 & 0xff, grey) << 16
                | mix(color >> 8 & 0xff, grey) << 8
                | mix(color & 0xff, grey));
      }
    }
    return result;
  }

  /** ITU-R BT.601. */
  private static int luma(int rgb) {
    return (int)
        Math.round(0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff));
  }

  private static int mix(int color, int grey) {
    return (int) Math.round(OPACITY * color + (1 - OPACITY) * grey);
  }
}
