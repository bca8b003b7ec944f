package io.eigencam.numeric;

import java.util.Arrays;
import java.util.Objects;

/** A symmetric matrix with finite elements, for example a Gram matrix. */
public final class SymmetricMatrix {
  private static final int TILE = 16;

  private final int size;
  private final double[] elements; // (size, size)

  private SymmetricMatrix(int size, double[] elements) {
    this.size = size;
    this.elements = elements;
  }

  /**
   * @param elements (size, size); not copied
   * @throws IllegalArgumentException if an element is NaN or infinite: no decomposition would
   *     return
   */
  public static SymmetricMatrix of(int size, double[] elements) {
    Objects.requireNonNull(elements, "elements");
    if (size < 1 || elements.length != size * size) {
      throw new IllegalArgumentException(
          "%d elements are no %dx%d matrix".formatted(elements.length, size, size));
    }
    for (double element : elements) {
      if (!Double.isFinite(element)) {
        throw new IllegalArgumentException("the matrix holds NaN or an infinity");
      }
    }
    return new SymmetricMatrix(size, elements);
  }

  /**
   * From a product computed in float32, whose halves may differ in the last bit: the one below the
   * diagonal counts.
   *
   * @param elements (size, size)
   * @throws IllegalArgumentException if an element is NaN or infinite
   */
  public static SymmetricMatrix ofFloats(int size, float[] elements) {
    double[] copy = new double[elements.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = elements[i];
    }
    SymmetricMatrix matrix = of(size, copy);
    matrix.mirror();
    return matrix;
  }

  /** In tiles: columns of a large matrix would miss the cache at every step. */
  private void mirror() {
    for (int top = 0; top < size; top += TILE) {
      for (int left = 0; left <= top; left += TILE) {
        for (int i = top; i < Math.min(top + TILE, size); i++) {
          for (int j = left; j < Math.min(left + TILE, i); j++) {
            elements[j * size + i] = elements[i * size + j];
          }
        }
      }
    }
  }

  /** Number of rows and of columns. */
  public int size() {
    return size;
  }

  /** An element. */
  public double get(int row, int column) {
    return elements[row * size + column];
  }

  /** Sum of the diagonal: for a Gram matrix the sum of squares of the data. */
  public double trace() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += get(i, i);
    }
    return sum;
  }

  /** Sum of all squares: that of the eigenvalues' squares. */
  double squares() {
    double sum = 0;
    for (int row = 0; row < size; row++) {
      double off = 0;
      for (int column = 0; column < row; column++) {
        double element = elements[row * size + column];
        off += element * element;
      }
      sum += 2 * off + get(row, row) * get(row, row);
    }
    return sum;
  }

  /** This matrix times x, written to y. */
  void multiply(double[] x, double[] y) {
    // Four rows at a time, added to y: the JIT compiler vectorises this form, a dot product it
    // does not (its order of summation is fixed by the language).
    Arrays.fill(y, 0);
    int row = 0;
    for (; row + 4 <= size; row += 4) {
      int a = row * size;
      int b = a + size;
      int c = b + size;
      int d = c + size;
      double xa = x[row];
      double xb = x[row + 1];
      double xc = x[row + 2];
      double xd = x[row + 3];
      for (int j = 0; j < size; j++) {
        y[j] +=
            (xa * elements[a + j] + xb * elements[b + j])
                + (xc * elements[c + j] + xd * elements[d + j]);
      }
    }
    for (; row < size; row++) {
      for (int j = 0; j < size; j++) {
        y[j] += x[row] * elements[row * size + j];
      }
    }
  }
}
