package io.eigencam.numeric;

import java.util.Arrays;
import java.util.Objects;

/** A symmetric matrix with finite elements, for example a Gram matrix. */
public final class SymmetricMatrix {
  private static final int TILE = 16;

  // Rows of their own: loops over several of them at once are vectorised by the JIT compiler of
  // Java 17, loops over several ranges of one array are not.
  private final double[][] rows;

  private SymmetricMatrix(double[][] rows) {
    this.rows = rows;
  }

  /**
   * @param elements (size, size)
   * @throws IllegalArgumentException if an element is NaN or infinite: no decomposition would
   *     return
   */
  public static SymmetricMatrix of(int size, double[] elements) {
    requireSquare(size, Objects.requireNonNull(elements, "elements").length);
    double[][] rows = new double[size][];
    for (int row = 0; row < size; row++) {
      rows[row] = Arrays.copyOfRange(elements, row * size, (row + 1) * size);
      for (double element : rows[row]) {
        requireFinite(element);
      }
    }
    return new SymmetricMatrix(rows);
  }

  /**
   * A Gram matrix that was computed in float32, so that its halves may differ in the last bit: the
   * one below the diagonal counts. None of its elements is larger than the largest of the diagonal
   * (Cauchy and Schwarz), which therefore tells whether all are finite.
   *
   * @param elements (size, size)
   * @throws IllegalArgumentException if an element of the diagonal is NaN or infinite
   */
  public static SymmetricMatrix ofGram(int size, float[] elements) {
    requireSquare(size, elements.length);
    double[][] rows = new double[size][size];
    for (int row = 0; row < size; row++) {
      double[] to = rows[row];
      for (int column = 0; column <= row; column++) {
        to[column] = elements[row * size + column];
      }
      requireFinite(to[row]);
    }
    mirror(rows);
    return new SymmetricMatrix(rows);
  }

  /**
   * The second moment X'X of rows of data whose mean was taken off before: {@code Gc + n mean
   * mean'}. Of the Gram matrix the half below the diagonal counts.
   *
   * @param centredGram (size, size), of the rows less their mean
   * @param mean (size), of the rows
   * @param count how many rows of data there were
   * @throws IllegalArgumentException if an element of the diagonal is NaN or infinite
   */
  public static SymmetricMatrix ofCentredGram(
      int size, float[] centredGram, float[] mean, int count) {
    requireSquare(size, centredGram.length);
    double[] scaled = new double[size];
    for (int i = 0; i < size; i++) {
      scaled[i] = mean[i] * Math.sqrt(count);
    }
    double[][] rows = new double[size][size];
    for (int row = 0; row < size; row++) {
      double[] to = rows[row];
      double factor = scaled[row];
      for (int column = 0; column <= row; column++) {
        to[column] = centredGram[row * size + column] + factor * scaled[column];
      }
      requireFinite(to[row]);
    }
    mirror(rows);
    return new SymmetricMatrix(rows);
  }

  /** In tiles: columns of a large matrix would miss the cache at every step. */
  private static void mirror(double[][] rows) {
    int size = rows.length;
    for (int top = 0; top < size; top += TILE) {
      int bottom = Math.min(top + TILE, size);
      for (int left = 0; left <= top; left += TILE) {
        for (int column = left; column < Math.min(left + TILE, size); column++) {
          double[] to = rows[column];
          for (int row = Math.max(top, column + 1); row < bottom; row++) {
            to[row] = rows[row][column];
          }
        }
      }
    }
  }

  private static void requireSquare(int size, int elements) {
    if (size < 1 || elements != size * size) {
      throw new IllegalArgumentException(
          "%d elements are no %dx%d matrix".formatted(elements, size, size));
    }
  }

  private static void requireFinite(double element) {
    if (!Double.isFinite(element)) {
      throw new IllegalArgumentException("the matrix holds NaN or an infinity");
    }
  }

  /** Number of rows and of columns. */
  public int size() {
    return rows.length;
  }

  /** An element. */
  public double get(int row, int column) {
    return rows[row][column];
  }

  /** Sum of the diagonal: for a Gram matrix the sum of squares of the data. */
  public double trace() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += rows[i][i];
    }
    return sum;
  }

  /** Sum of all squares: that of the eigenvalues' squares. */
  public double squares() {
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      double off = 0;
      for (int column = 0; column < row; column++) {
        off += rows[row][column] * rows[row][column];
      }
      sum += 2 * off + rows[row][row] * rows[row][row];
    }
    return sum;
  }

  /** This matrix times x, written to y. */
  void multiply(double[] x, double[] y) {
    // Four rows at a time, added to y: the JIT compiler vectorises this form, a dot product it
    // does not (its order of summation is fixed by the language).
    Arrays.fill(y, 0);
    int row = 0;
    for (; row + 4 <= rows.length; row += 4) {
      addFour(row, x, y);
    }
    for (; row < rows.length; row++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[row] * rows[row][j];
      }
    }
  }

  private void addFour(int row, double[] x, double[] y) {
    double[] a = rows[row];
    double[] b = rows[row + 1];
    double[] c = rows[row + 2];
    double[] d = rows[row + 3];
    double xa = x[row];
    double xb = x[row + 1];
    double xc = x[row + 2];
    double xd = x[row + 3];
    for (int j = 0; j < y.length; j++) {
      y[j] += (xa * a[j] + xb * b[j]) + (xc * c[j] + xd * d[j]);
    }
  }
}
