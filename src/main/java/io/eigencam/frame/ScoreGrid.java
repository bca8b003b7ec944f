package io.eigencam.frame;

import java.util.Objects;

/**
 * A class score for every cell of one level's grid, padding included; probabilities, 0..1. Of one
 * class, or the largest of all classes.
 */
public final class ScoreGrid {
  private final int stride;
  private final int rows;
  private final int columns;
  private final float[] best; // (rows, columns)

  /**
   * @param best (rows, columns) in C order; not copied
   */
  public ScoreGrid(int stride, int rows, int columns, float[] best) {
    this.stride = stride;
    this.rows = rows;
    this.columns = columns;
    this.best = Objects.requireNonNull(best, "best");
    if (best.length != rows * columns) {
      throw new IllegalArgumentException(
          "%dx%d scores need %d values, not %d"
              .formatted(rows, columns, rows * columns, best.length));
    }
  }

  public int stride() {
    return stride;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** (rows, columns) in C order, not a copy. */
  public float[] best() {
    return best;
  }
}
