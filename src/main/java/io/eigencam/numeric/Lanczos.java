package io.eigencam.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leading eigenpairs of a large symmetric matrix by the Lanczos method [1] with full
 * reorthogonalisation, applied twice [2].
 *
 * <p>Spectra of activations are flat (second singular value at 0.7 to 0.95 of the first), where
 * power iteration needs hundreds of products with the matrix; Lanczos needs about twenty. It stops
 * when the residual of every wanted pair is below 1e-7 of the largest eigenvalue: that turns a
 * vector by at most 3e-6 where the next singular value is below 0.98 of its own.
 *
 * <p>A Krylov space holds only one vector of an eigenspace, so that it cannot see that an
 * eigenvalue is double, and it never sees what its start vector is orthogonal to. Therefore a few
 * steps from another start, outside everything explored, look for a larger eigenvalue than the
 * smallest found, unless sum and squares of all eigenvalues leave no room for one [3]. Where they
 * find one, and without convergence, the caller must decompose fully.
 *
 * <p>Both start vectors are fixed: a frame means the same on every replica and in every replay.
 *
 * <ol>
 *   <li>C. Lanczos, J. Res. Nat. Bur. Standards 45 (1950)
 *   <li>B. Parlett, The Symmetric Eigenvalue Problem (1998), chapters 6.9 and 13
 *   <li>H. Wolkowicz and G. Styan, Bounds for Eigenvalues Using Traces, Linear Algebra and its
 *       Applications 29 (1980)
 * </ol>
 */
final class Lanczos {
  private static final double TOLERANCE = 1e-7;
  private static final double ROUNDING = 1e-15;
  private static final int MOST_STEPS = 90;
  private static final int LEAST_STEPS_OUTSIDE = 5;
  private static final int MOST_STEPS_OUTSIDE = 15;

  private final SymmetricMatrix matrix;
  private final int wanted;
  private int steps;

  Lanczos(SymmetricMatrix matrix, int wanted) {
    this.matrix = matrix;
    this.wanted = wanted;
  }

  /** The leading pairs, or null when they were not found beyond doubt. */
  @Nullable Eigenpairs solve() {
    KrylovSpace space = new KrylovSpace(matrix, start(0.618033988749895), List.of());
    if (!space.canGrow()) {
      return new Eigenpairs(new double[0], List.of());
    }
    do {
      space.grow();
    } while (space.canGrow() && space.steps() < MOST_STEPS && !converged(space));
    steps = space.steps();
    if (space.steps() == MOST_STEPS && !converged(space)) {
      return null;
    }
    Eigenpairs pairs = pairs(space);
    double smallest = pairs.count() < wanted ? 0 : pairs.value(wanted - 1);
    double noise = Eigenpairs.NOISE * pairs.value(0);
    return nothingLargerOutside(space, Math.max(smallest, noise)) ? pairs : null;
  }

  /** Products with the matrix that the leading pairs took. */
  int steps() {
    return steps;
  }

  private boolean converged(KrylovSpace space) {
    int count = space.steps();
    // Testing every other step costs less than the steps it saves.
    if (count < 2 * wanted || count % 2 != 0) {
      return false;
    }
    double[] last = new double[count];
    last[count - 1] = 1;
    double[] values = space.eigenvalues(last);
    int[] order = largestFirst(values);
    double limit = TOLERANCE * values[order[0]];
    for (int k = 0; k < wanted; k++) {
      if (Math.abs(space.remainder() * last[order[k]]) > limit) {
        return false;
      }
    }
    return true;
  }

  private Eigenpairs pairs(KrylovSpace space) {
    int count = space.steps();
    double[][] rows = new double[count][count];
    for (int i = 0; i < count; i++) {
      rows[i][i] = 1;
    }
    double[] values = space.eigenvalues(rows);
    int[] order = largestFirst(values);
    double[] leading = new double[Math.min(wanted, count)];
    List<double[]> vectors = new ArrayList<>();
    for (int k = 0; k < leading.length; k++) {
      leading[k] = values[order[k]];
      vectors.add(space.combine(rows, order[k]));
    }
    return new Eigenpairs(leading, vectors);
  }

  private boolean nothingLargerOutside(KrylovSpace found, double limit) {
    if (largestPossibleOutside(found) < limit) {
      return true;
    }
    KrylovSpace outside = new KrylovSpace(matrix, start(0.414213562373095), found.explored());
    while (outside.canGrow() && outside.steps() < MOST_STEPS_OUTSIDE) {
      outside.grow();
      if (outside.steps() >= LEAST_STEPS_OUTSIDE && upperBound(outside) < limit) {
        return true;
      }
    }
    return outside.steps() == 0 || upperBound(outside) < limit;
  }

  /**
   * No eigenvalue of what is left of the matrix outside a space is larger: the n of them have a
   * known sum, and the sum of their squares is known to be at most what is left of the matrix's, so
   * the largest is at most {@code m + s * sqrt(n - 1)} with their mean m and their standard
   * deviation s.
   */
  private double largestPossibleOutside(KrylovSpace found) {
    int count = matrix.size() - found.steps();
    if (count == 0) {
      return 0;
    }
    double squares = matrix.squares();
    double left = Math.max(0, squares - found.squares()) + ROUNDING * squares;
    double mean = (matrix.trace() - found.trace()) / count;
    double variance = Math.max(0, left / count - mean * mean);
    return mean + Math.sqrt(variance * (count - 1)) + ROUNDING * matrix.trace();
  }

  private static double upperBound(KrylovSpace space) {
    double[] last = new double[space.steps()];
    last[space.steps() - 1] = 1;
    double[] values = space.eigenvalues(last);
    int largest = largestFirst(values)[0];
    return values[largest] + Math.abs(space.remainder() * last[largest]);
  }

  /**
   * Lengths of the columns of the data, which favour the leading directions, made irregular: equal
   * channels of opposite sign, or a symmetric picture, must not be orthogonal to it.
   */
  private double[] start(double irrational) {
    double[] vector = new double[matrix.size()];
    for (int i = 0; i < vector.length; i++) {
      double turns = (i + 1) * irrational;
      vector[i] = Math.sqrt(Math.max(0, matrix.get(i, i))) * (0.5 + turns - Math.floor(turns));
    }
    return vector;
  }

  private static int[] largestFirst(double[] values) {
    return Arrays.stream(indices(values.length))
        .sorted((a, b) -> Double.compare(values[b], values[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Integer[] indices(int count) {
    Integer[] all = new Integer[count];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
