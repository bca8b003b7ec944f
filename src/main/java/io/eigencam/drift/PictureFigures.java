package io.eigencam.drift;

/**
 * Plain figures of a picture, which need no network: they name causes, tell colour from infrared,
 * and are what a simple monitor would watch.
 *
 * @param luma mean, 0..255
 * @param contrast standard deviation of the luma, 0..127.5
 * @param sharpness ln(1e-6 + variance of the luma's Laplacian), taken inside the edge; NaN below
 *     3x3
 * @param chroma mean difference of a pixel's largest and smallest colour, 0..255: about 0 for
 *     monochrome light
 */
public record PictureFigures(double luma, double contrast, double sharpness, double chroma) {
  private static final double LEAST_VARIANCE = 1e-6;

  /**
   * Measures a picture, best a reduced one (160 pixels wide, say): what counts is that all frames
   * of a camera are reduced alike, since sharpness depends on it.
   *
   * @param rgb (rows, columns, 3), bytes read as 0..255
   */
  public static PictureFigures of(int rows, int columns, byte[] rgb) {
    if (rows < 1 || columns < 1 || rgb.length != (long) rows * columns * 3) {
      throw new IllegalArgumentException(
          "%dx%d pixels need %d bytes, not %d"
              .formatted(rows, columns, (long) rows * columns * 3, rgb.length));
    }
    double[] luma = new double[rows * columns];
    double colour = 0;
    for (int pixel = 0; pixel < luma.length; pixel++) {
      int red = rgb[3 * pixel] & 0xff;
      int green = rgb[3 * pixel + 1] & 0xff;
      int blue = rgb[3 * pixel + 2] & 0xff;
      luma[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue; // ITU-R BT.601
      colour +=
          Math.max(red, Math.max(green, blue)) - (double) Math.min(red, Math.min(green, blue));
    }
    double[] edges = laplacian(luma, rows, columns);
    return new PictureFigures(
        mean(luma),
        Math.sqrt(variance(luma)),
        Math.log(LEAST_VARIANCE + variance(edges)),
        colour / luma.length);
  }

  /** Of the pixels with four neighbours. */
  private static double[] laplacian(double[] luma, int rows, int columns) {
    double[] edges = new double[Math.max(0, rows - 2) * Math.max(0, columns - 2)];
    int next = 0;
    for (int row = 1; row < rows - 1; row++) {
      for (int column = 1; column < columns - 1; column++) {
        int at = row * columns + column;
        edges[next++] =
            luma[at - columns] + luma[at + columns] + luma[at - 1] + luma[at + 1] - 4 * luma[at];
      }
    }
    return edges;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }
}
