package io.eigencam.drift;

import io.eigencam.frame.Activation;
import io.eigencam.frame.CellToPicture;
import io.eigencam.numeric.DotProduct;

/**
 * A layer's valid cells, taken together in squares so that at most {@value #MOST_CELLS} are left: a
 * camera's past has to fit in little memory, and single fine cells are noise. Squares at the right
 * and the lower edge may be cut.
 *
 * @param rows of the layer's valid cells
 * @param columns of the layer's valid cells
 * @param factor cells of the layer along a side of a square
 */
public record PooledGrid(int rows, int columns, int factor) {
  /** Most cells of a pooled grid. */
  public static final int MOST_CELLS = 400;

  public PooledGrid {
    if (rows < 1 || columns < 1 || factor < 1) {
      throw new IllegalArgumentException(
          "no grid: %dx%d cells in squares of %d".formatted(rows, columns, factor));
    }
  }

  /** The finest grid that is coarse enough. */
  public static PooledGrid of(int rows, int columns) {
    int factor = 1;
    while (new PooledGrid(rows, columns, factor).cells() > MOST_CELLS) {
      factor++;
    }
    return new PooledGrid(rows, columns, factor);
  }

  public int pooledRows() {
    return (rows + factor - 1) / factor;
  }

  public int pooledColumns() {
    return (columns + factor - 1) / factor;
  }

  /** Number of pooled cells. */
  public int cells() {
    return pooledRows() * pooledColumns();
  }

  /**
   * From the centre of a pooled cell to the picture.
   *
   * @param layer the same for the layer's own cells
   */
  public CellToPicture cellToPicture(CellToPicture layer) {
    double middle = (factor - 1) / 2.0;
    return new CellToPicture(
        factor * layer.a(),
        factor * layer.b(),
        layer.x(middle, middle),
        factor * layer.d(),
        factor * layer.e(),
        layer.y(middle, middle));
  }

  void write(StateOutput out) {
    out.integer(rows);
    out.integer(columns);
    out.integer(factor);
  }

  static PooledGrid read(StateInput in) {
    return new PooledGrid(in.integer(), in.integer(), in.integer());
  }

  /**
   * Means of a map over the pooled cells.
   *
   * @param map (rows, columns)
   */
  double[] pool(float[] map) {
    return project(new Activation(rows, columns, 1, map), new double[] {1});
  }

  /**
   * What every cell answers in a direction, its mean over the pooled cells. The cells of a square
   * are added up before they are projected, which costs a product per square instead of per cell.
   *
   * @param direction (channels)
   */
  double[] project(Activation activation, double[] direction) {
    double[] projected = new double[cells()];
    float[] sum = new float[direction.length];
    int cell = 0;
    for (int top = 0; top < rows; top += factor) {
      int bottom = Math.min(top + factor, rows);
      for (int left = 0; left < columns; left += factor) {
        int right = Math.min(left + factor, columns);
        sum(activation, top, bottom, left, right, sum);
        projected[cell++] = DotProduct.of(direction, sum) / ((bottom - top) * (right - left));
      }
    }
    return projected;
  }

  private void sum(Activation activation, int top, int bottom, int left, int right, float[] sum) {
    float[] values = activation.values();
    int channels = sum.length;
    System.arraycopy(values, (top * columns + left) * channels, sum, 0, channels);
    for (int row = top; row < bottom; row++) {
      for (int column = row == top ? left + 1 : left; column < right; column++) {
        int first = (row * columns + column) * channels;
        for (int c = 0; c < channels; c++) {
          sum[c] += values[first + c];
        }
      }
    }
  }
}
