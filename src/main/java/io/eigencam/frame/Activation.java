package io.eigencam.frame;

import java.util.Objects;

/** What one layer answered: {@code rows x columns} positions with {@code channels} values each. */
public final class Activation {
  private final int rows;
  private final int columns;
  private final int channels;
  private final float[] values; // (rows, columns, channels), C order

  /**
   * @param values (rows, columns, channels) in C order; not copied
   */
  public Activation(int rows, int columns, int channels, float[] values) {
    Objects.requireNonNull(values, "values");
    if (rows < 1 || columns < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "an activation needs at least one row, column and channel, not %dx%dx%d"
              .formatted(rows, columns, channels));
    }
    if (values.length != Math.multiplyExact(Math.multiplyExact(rows, columns), channels)) {
      throw new IllegalArgumentException(
          "%dx%dx%d needs %d values, not %d"
              .formatted(rows, columns, channels, (long) rows * columns * channels, values.length));
    }
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.values = values;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int channels() {
    return channels;
  }

  /** Number of positions. */
  public int cells() {
    return rows * columns;
  }

  /** (rows, columns, channels) in C order, not a copy. */
  public float[] values() {
    return values;
  }

  @Override
  public String toString() {
    return "Activation[" + rows + "x" + columns + "x" + channels + "]";
  }
}
