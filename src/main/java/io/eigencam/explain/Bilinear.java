package io.eigencam.explain;

/** Enlarges or reduces a map as OpenCV's INTER_LINEAR does: half-pixel centres, no antialias. */
final class Bilinear {
  private Bilinear() {}

  /**
   * @param map (rows, columns)
   * @return (height, width)
   */
  static double[] resize(double[] map, int rows, int columns, int width, int height) {
    double[] resized = new double[height * width];
    for (int y = 0; y < height; y++) {
      double row = source(y, rows, height);
      int top = (int) row;
      int bottom = Math.min(top + 1, rows - 1);
      for (int x = 0; x < width; x++) {
        double column = source(x, columns, width);
        int left = (int) column;
        int right = Math.min(left + 1, columns - 1);
        double above = mix(map[top * columns + left], map[top * columns + right], column - left);
        double below =
            mix(map[bottom * columns + left], map[bottom * columns + right], column - left);
        resized[y * width + x] = mix(above, below, row - top);
      }
    }
    return resized;
  }

  /** Where the centre of the i-th output cell lies in the input, clamped at the edges. */
  private static double source(int i, int in, int out) {
    return Math.max(0, Math.min((i + 0.5) * in / out - 0.5, in - 1.0));
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
