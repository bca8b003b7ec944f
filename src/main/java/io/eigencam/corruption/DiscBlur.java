package io.eigencam.corruption;

/** An image of a point is a disc, as through a lens out of focus; edges are mirrored. */
final class DiscBlur {
  private static final int[] RADII = {3, 4, 6, 8, 10};

  private DiscBlur() {}

  /** imagecorruptions' {@code defocus_blur}: a disc with an edge that is a little soft. */
  static void apply(RgbPlanes picture, int severity) {
    int radius = RADII[severity - 1];
    for (float[] plane : picture.all()) {
      disc(plane, picture.width(), picture.height(), radius);
    }
    if (severity > 1) { // the smoothing of the smallest, sigma 0.1, is none
      for (float[] plane : picture.all()) {
        smooth(plane, picture.width(), picture.height(), 1, picture.width());
        smooth(plane, picture.height(), picture.width(), picture.width(), 1);
      }
    }
  }

  /** Row by row of the disc, each a difference of two sums along a row of the picture. */
  private static void disc(float[] plane, int width, int height, int radius) {
    double[][] sums = new double[height][];
    for (int y = 0; y < height; y++) {
      sums[y] = sums(plane, y * width, width, radius);
    }
    int area = 0;
    int[] reach = new int[2 * radius + 1];
    for (int dy = -radius; dy <= radius; dy++) {
      reach[dy + radius] = (int) Math.sqrt(radius * radius - dy * dy);
      area += 2 * reach[dy + radius] + 1;
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int dy = -radius; dy <= radius; dy++) {
          double[] row = sums[RgbPlanes.mirrored(y + dy, height)];
          int half = reach[dy + radius];
          sum += row[x + radius + half + 1] - row[x + radius - half];
        }
        plane[y * width + x] = (float) (sum / area);
      }
    }
  }

  /** Of the first values of a row that goes on beyond both edges. */
  private static double[] sums(float[] plane, int start, int width, int radius) {
    double[] sums = new double[width + 2 * radius + 1];
    for (int i = 0; i < width + 2 * radius; i++) {
      sums[i + 1] = sums[i] + plane[start + RgbPlanes.mirrored(i - radius, width)];
    }
    return sums;
  }

  /** Three values of a Gaussian with sigma 0.5. */
  private static void smooth(float[] plane, int length, int lines, int step, int lineStep) {
    double side = Math.exp(-2);
    double sum = 1 + 2 * side;
    float[] line = new float[length];
    for (int number = 0; number < lines; number++) {
      int start = number * lineStep;
      for (int i = 0; i < length; i++) {
        line[i] = plane[start + i * step];
      }
      for (int i = 0; i < length; i++) {
        double sides =
            line[RgbPlanes.mirrored(i - 1, length)] + line[RgbPlanes.mirrored(i + 1, length)];
        plane[start + i * step] = (float) ((line[i] + side * sides) / sum);
      }
    }
  }
}
