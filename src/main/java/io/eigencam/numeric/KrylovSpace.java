package io.eigencam.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Grows an orthonormal basis in which a symmetric matrix is tridiagonal, one product with the
 * matrix a step, outside a space that is locked away.
 */
final class KrylovSpace {
  /** At most one decimal digit of what is left is lost. */
  private static final double MOSTLY_LEFT = 0.1;

  /**
   * A remainder this small, for a matrix of size and norm 1, is taken for rounding errors: to go on
   * with them would lead back to a second copy of an eigenvalue at best.
   */
  private static final double ROUNDING = 0x1p-48;

  private final SymmetricMatrix matrix;
  private final List<double[]> locked;
  private final List<double[]> basis = new ArrayList<>();
  private double[] diagonal = new double[32];
  private double[] beside = new double[32];
  private double[] next; // unit length; meaningless when the last of beside is 0

  /**
   * @param start where to begin; made orthogonal to the locked space
   * @param locked orthonormal
   */
  KrylovSpace(SymmetricMatrix matrix, double[] start, List<double[]> locked) {
    this.matrix = matrix;
    this.locked = locked;
    this.next = start.clone();
    // Twice, since what is left of a start inside the locked space are rounding errors.
    for (int pass = 0; pass < 2; pass++) {
      removeKnown(next);
      normalise(next);
    }
  }

  /** False when there is nowhere left to go. */
  boolean canGrow() {
    boolean inside = basis.size() + locked.size() < matrix.size();
    return inside && norm(next) > 0 && (basis.isEmpty() || remainder() > 0);
  }

  void grow() {
    int step = basis.size();
    if (step == diagonal.length) {
      diagonal = Arrays.copyOf(diagonal, 2 * step);
      beside = Arrays.copyOf(beside, 2 * step);
    }
    basis.add(next);
    double[] product = new double[matrix.size()];
    matrix.multiply(next, product);
    diagonal[step] = DotProduct.of(next, product);
    removeKnown(product);
    beside[step] = normalise(product);
    next = product;
  }

  int steps() {
    return basis.size();
  }

  /** Length of what the last step left over: 0 when the space is invariant. */
  double remainder() {
    return beside[basis.size() - 1];
  }

  /**
   * Sum of squares of the matrix seen from this basis and the direction in which it would grow:
   * that of the tridiagonal matrix.
   */
  double squares() {
    double sum = 0;
    for (int i = 0; i < steps(); i++) {
      sum += diagonal[i] * diagonal[i] + 2 * beside[i] * beside[i];
    }
    return sum;
  }

  /** Sum of the diagonal of the matrix seen from this basis. */
  double trace() {
    double sum = 0;
    for (int i = 0; i < steps(); i++) {
      sum += diagonal[i];
    }
    return sum;
  }

  /** Eigenvalues of the tridiagonal matrix, in no order; the rows become those of its vectors. */
  double[] eigenvalues(double[]... rows) {
    double[] values = Arrays.copyOf(diagonal, steps());
    if (!Tridiagonal.solve(values, Arrays.copyOf(beside, steps()), rows)) {
      throw new IllegalStateException("QR steps do not converge");
    }
    return values;
  }

  /** The vector with the given coordinates in this basis. */
  double[] combine(double[][] coordinates, int column) {
    double[] sum = new double[matrix.size()];
    for (int i = 0; i < basis.size(); i++) {
      add(coordinates[i][column], basis.get(i), sum);
    }
    return sum;
  }

  /** This space and the direction in which it would have grown. */
  List<double[]> explored() {
    List<double[]> all = new ArrayList<>(basis);
    if (remainder() > 0) {
      all.add(next);
    }
    return all;
  }

  /**
   * Twice where most of the vector goes: what is left of it then are largely rounding errors, which
   * would grow into copies of found eigenvalues (B. Parlett, The Symmetric Eigenvalue Problem, 6.9:
   * twice is enough).
   */
  private void removeKnown(double[] vector) {
    double before = norm(vector);
    removeOnce(vector);
    if (norm(vector) < MOSTLY_LEFT * before) {
      removeOnce(vector);
    }
  }

  private void removeOnce(double[] vector) {
    for (double[] known : locked) {
      add(-DotProduct.of(known, vector), known, vector);
    }
    for (double[] known : basis) {
      add(-DotProduct.of(known, vector), known, vector);
    }
  }

  /** Returns the length that the vector had; a vector of rounding errors becomes 0. */
  private double normalise(double[] vector) {
    double length = norm(vector);
    double scale = basis.isEmpty() ? 0 : Math.abs(diagonal[0]);
    if (length <= ROUNDING * scale * matrix.size()) {
      Arrays.fill(vector, 0);
      return 0;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return length;
  }

  private static void add(double factor, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += factor * x[i];
    }
  }

  private static double norm(double[] x) {
    return Math.sqrt(DotProduct.of(x, x));
  }
}
