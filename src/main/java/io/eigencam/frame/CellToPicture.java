package io.eigencam.frame;

/**
 * Affine transform from the centre of a cell (column, row) to pixels of the original picture,
 * letterbox removed: {@code x = a * column + b * row + c}, {@code y = d * column + e * row + f}.
 * The left edge of the picture is x = 0; the centre of its first pixel x = 0.5.
 */
public record CellToPicture(double a, double b, double c, double d, double e, double f) {

  public double x(double column, double row) {
    return a * column + b * row + c;
  }

  public double y(double column, double row) {
    return d * column + e * row + f;
  }

  /** The column at a place of the picture; cells are points at their centres. */
  public double column(double x, double y) {
    return (e * (x - c) - b * (y - f)) / (a * e - b * d);
  }

  /** The row at a place of the picture. */
  public double row(double x, double y) {
    return (a * (y - f) - d * (x - c)) / (a * e - b * d);
  }
}
