package io.eigencam.corruption;

import java.util.Random;

/** What gets between lens and scene. */
final class Obstructions {
  /** Less of a colour is not seen. */
  private static final double LEAST_WEIGHT = 0.02;

  private static final int PATCH_CELLS = 12;
  private static final double SMALLEST_DROP = 0.02; // radius, of the width
  private static final double LARGEST_DROP = 0.055;

  private Obstructions() {}

  /**
   * A dark blob with a soft edge.
   *
   * @param share of the picture's area
   */
  static PixelRegion dirt(RgbPlanes picture, double share, Random random) {
    double x = (0.3 + 0.4 * random.nextDouble()) * picture.width();
    double y = (0.3 + 0.4 * random.nextDouble()) * picture.height();
    double radius = Math.sqrt(share * picture.width() * picture.height() / Math.PI);
    PixelRegion region = new PixelRegion(picture.width(), picture.height());
    for (int row = 0; row < picture.height(); row++) {
      for (int column = 0; column < picture.width(); column++) {
        double weight = 1 - step(0.75, 1.25, distance(column, row, x, y) / radius);
        if (weight > LEAST_WEIGHT) {
          picture.blend(row * picture.width() + column, weight, 42, 36, 30);
          region.add(column, row);
        }
      }
    }
    return region;
  }

  /** Discs in which the picture is blurred, and a little of the sky's light. */
  static PixelRegion drops(RgbPlanes picture, int count, Random random) {
    RgbPlanes blurred = picture.copy();
    BoxBlur.thrice(blurred, Math.max(1, (int) Math.round(0.015 * picture.width())));
    PixelRegion region = new PixelRegion(picture.width(), picture.height());
    for (int drop = 0; drop < count; drop++) {
      double x = random.nextDouble() * picture.width();
      double y = random.nextDouble() * picture.height();
      double size = SMALLEST_DROP + (LARGEST_DROP - SMALLEST_DROP) * random.nextDouble();
      drop(picture, blurred, x, y, Math.max(1, size * picture.width()), region);
    }
    return region;
  }

  private static void drop(
      RgbPlanes picture, RgbPlanes blurred, double x, double y, double radius, PixelRegion region) {
    int bottom = (int) Math.min(picture.height() - 1, Math.ceil(y + radius));
    int right = (int) Math.min(picture.width() - 1, Math.ceil(x + radius));
    for (int row = (int) Math.max(0, Math.floor(y - radius)); row <= bottom; row++) {
      for (int column = (int) Math.max(0, Math.floor(x - radius)); column <= right; column++) {
        double weight = 1 - step(0.75, 1, distance(column, row, x, y) / radius);
        if (weight > LEAST_WEIGHT) {
          int at = row * picture.width() + column;
          picture.blend(
              at,
              weight,
              lit(blurred.red()[at]),
              lit(blurred.green()[at]),
              lit(blurred.blue()[at]));
          region.add(column, row);
        }
      }
    }
  }

  private static double lit(double value) {
    return value + 0.15 * (235 - value);
  }

  /**
   * A square of random colours.
   *
   * @param share of the picture's area
   */
  static PixelRegion patch(RgbPlanes picture, double share, Random random) {
    int[] colours = random.ints(PATCH_CELLS * PATCH_CELLS, 0, 1 << 24).toArray();
    double area = share * picture.width() * picture.height();
    int side = Math.min(picture.width(), picture.height());
    side = (int) Math.max(1, Math.min(side, Math.round(Math.sqrt(area))));
    int left = start(picture.width(), side, random.nextDouble());
    int top = start(picture.height(), side, random.nextDouble());
    PixelRegion region = new PixelRegion(picture.width(), picture.height());
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int colour = colours[y * PATCH_CELLS / side * PATCH_CELLS + x * PATCH_CELLS / side];
        int at = (top + y) * picture.width() + left + x;
        picture.blend(at, 1, colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF);
        region.add(left + x, top + y);
      }
    }
    return region;
  }

  /** Around a place that does not depend on the side, as far as the picture allows. */
  private static int start(int length, int side, double place) {
    long start = Math.round((0.25 + 0.5 * place) * length - side / 2.0);
    return (int) Math.max(0, Math.min(length - side, start));
  }

  private static double distance(int column, int row, double x, double y) {
    return Math.hypot(column + 0.5 - x, row + 0.5 - y);
  }

  /** 0 up to one value, 1 from another on, smooth in between. */
  private static double step(double from, double to, double value) {
    double t = Math.max(0, Math.min(1, (value - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }
}
