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
      for (int x = 0; x < width; x++) {
        resized[y * width + x] = sample(map, rows, columns, row, source(x, columns, width));
      }
    }
    return resized;
  }

  /** The value between cells; beyond the outermost centres, theirs. */
  static double sample(double[] map, int rows, int columns, double row, double column) {
    double y = Math.max(0, Math.min(row, rows - 1.0));
    double x = Math.max(0, Math.min(column, columns - 1.0));
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, rows - 1);
    int right = Math.min(left + 1, columns - 1);
    double above = mix(map[top * columns + left], map[top * columns + right], x - left);
    double below = mix(map[bottom * columns + left], map[bottom * columns + right], x - left);
    return mix(above, below, y - top);
  }

  /** Where the centre of the i-th output cell lies in the input. */
  private static double source(int i, int in, int out) {
    return (i + 0.5) * in / out - 0.5;
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
