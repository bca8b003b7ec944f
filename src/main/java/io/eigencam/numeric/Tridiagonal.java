package io.eigencam.numeric;

/**
 * Eigenvalues of a symmetric tridiagonal matrix, by QR steps with implicit Wilkinson shifts (Golub
 * and Van Loan, Matrix Computations, 4th edition, 8.3.5).
 *
 * <p>Any number of rows of the eigenvector matrix can be asked for: Lanczos tests convergence with
 * the last one only, which costs quadratic instead of cubic time.
 */
final class Tridiagonal {
  private static final double EPSILON = 0x1p-52;
  private static final int STEPS_PER_VALUE = 50;

  private final double[] diagonal;
  private final double[] beside;
  private final double[][] rows;

  private Tridiagonal(double[] diagonal, double[] beside, double[][] rows) {
    this.diagonal = diagonal;
    this.beside = beside;
    this.rows = rows;
  }

  /**
   * Replaces the diagonal by the eigenvalues, in no order, and every row z by z times the
   * eigenvector matrix.
   *
   * @param diagonal (n)
   * @param beside elements beside the diagonal, (n - 1) or longer; destroyed
   * @param rows (any number, n); a row of the identity becomes that row of the eigenvector matrix
   * @return whether it converged; finite input practically always does
   */
  static boolean solve(double[] diagonal, double[] beside, double[]... rows) {
    return new Tridiagonal(diagonal, beside, rows).solve();
  }

  private boolean solve() {
    double norm = 0;
    for (int i = 0; i < diagonal.length; i++) {
      double row = Math.abs(diagonal[i]) + (i + 1 < diagonal.length ? Math.abs(beside[i]) : 0);
      norm = Math.max(norm, row);
    }
    int high = diagonal.length - 1;
    for (int steps = STEPS_PER_VALUE * diagonal.length; high > 0; ) {
      if (Math.abs(beside[high - 1]) <= EPSILON * norm) {
        high--;
        continue;
      }
      if (--steps < 0) {
        return false;
      }
      int low = high - 1;
      while (low > 0 && Math.abs(beside[low - 1]) > EPSILON * norm) {
        low--;
      }
      step(low, high);
    }
    return true;
  }

  /** One QR step on the unreduced block from low to high, inclusive. */
  private void step(int low, int high) {
    double half = (diagonal[high - 1] - diagonal[high]) / 2;
    double off = beside[high - 1];
    double root = Math.sqrt(half * half + off * off);
    double shift = diagonal[high] - off * off / (half + (half < 0 ? -root : root));
    double x = diagonal[low] - shift;
    double bulge = beside[low];
    for (int k = low; k < high; k++) {
      double length = Math.sqrt(x * x + bulge * bulge);
      double cos = length == 0 ? 1 : x / length;
      double sin = length == 0 ? 0 : bulge / length;
      if (k > low) {
        beside[k - 1] = length;
      }
      double a = diagonal[k];
      double b = beside[k];
      double c = diagonal[k + 1];
      diagonal[k] = cos * cos * a + 2 * cos * sin * b + sin * sin * c;
      diagonal[k + 1] = sin * sin * a - 2 * cos * sin * b + cos * cos * c;
      beside[k] = cos * sin * (c - a) + (cos * cos - sin * sin) * b;
      if (k + 1 < high) {
        x = beside[k];
        bulge = sin * beside[k + 1];
        beside[k + 1] *= cos;
      }
      rotate(k, cos, sin);
    }
  }

  private void rotate(int k, double cos, double sin) {
    for (double[] row : rows) {
      double left = row[k];
      double right = row[k + 1];
      row[k] = cos * left + sin * right;
      row[k + 1] = cos * right - sin * left;
    }
  }
}
