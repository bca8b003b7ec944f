package io.eigencam.numeric;

import java.util.Arrays;
import java.util.List;

/** Eigenvalues of a symmetric matrix, largest first, each with its eigenvector of unit length. */
public final class Eigenpairs {
  /** Eigenvalues below this share of the largest count as 0. */
  static final double NOISE = 1e-9;

  private final double[] values;
  private final List<double[]> vectors;

  Eigenpairs(double[] values, List<double[]> vectors) {
    this.values = values;
    this.vectors = List.copyOf(vectors);
    if (values.length != vectors.size()) {
      throw new IllegalArgumentException("every eigenvalue needs its eigenvector");
    }
  }

  /**
   * The largest eigenvalues. Deterministic: the same matrix gives the same bits, on every thread.
   *
   * @param matrix positive semidefinite up to rounding
   * @param wanted how many; fewer come back when fewer are larger than 1e-9 of the largest
   */
  public static Eigenpairs leading(SymmetricMatrix matrix, int wanted) {
    if (wanted < 1) {
      throw new IllegalArgumentException("at least one eigenpair, not " + wanted);
    }
    Eigenpairs pairs = new Lanczos(matrix, wanted).solve();
    return (pairs != null ? pairs : FullDecomposition.of(matrix)).largest(wanted);
  }

  /** All of them, by a full decomposition. */
  public static Eigenpairs all(SymmetricMatrix matrix) {
    return FullDecomposition.of(matrix);
  }

  /** How many there are. */
  public int count() {
    return values.length;
  }

  /** The k-th largest eigenvalue, k counted from 0; rounding may leave it slightly below 0. */
  public double value(int k) {
    return values[k];
  }

  /** Its eigenvector, not a copy; the sign is arbitrary. */
  public double[] vector(int k) {
    return vectors.get(k);
  }

  private Eigenpairs largest(int wanted) {
    int kept = 0;
    while (kept < Math.min(wanted, values.length) && values[kept] > NOISE * values[0]) {
      kept++;
    }
    return new Eigenpairs(Arrays.copyOf(values, kept), vectors.subList(0, kept));
  }
}
