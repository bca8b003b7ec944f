package io.eigencam.explain;

import io.eigencam.frame.SingularValues;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import io.eigencam.numeric.WeightedRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The direction in which weighted cells differ most from a point: leading singular vector. */
final class LeadingDirection {
  /** Sums of squares below this share of the whole are rounding errors of float32. */
  private static final double LOW_VARIANCE = 1e-10;

  private static final double UNSTABLE = 0.98;
  private static final int REPORTED = 3;

  private final double[] vector;
  private final SingularValues spectrum;

  private LeadingDirection(double[] vector, SingularValues spectrum) {
    this.vector = vector;
    this.spectrum = spectrum;
  }

  /**
   * Decomposes diag(sqrt(weights)) (X - about).
   *
   * @param about (channels)
   * @return null if the cells do not differ from the point by more than rounding
   * @throws IllegalArgumentException if a value is not finite
   */
  static @Nullable LeadingDirection of(WeightedRows cells, double[] about) {
    SymmetricMatrix moments = cells.secondMoments(about);
    double total = moments.trace();
    double squares = 0;
    for (double value : about) {
      squares += value * value;
    }
    if (total <= LOW_VARIANCE * (total + squares * cells.total())) {
      return null;
    }
    Eigenpairs pairs = Eigenpairs.leading(moments, REPORTED);
    List<Double> sigma = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int k = 0; k < REPORTED; k++) {
      double value = k < pairs.count() ? Math.max(0, pairs.value(k)) : 0;
      sigma.add(Math.sqrt(value));
      shares.add(Math.min(1, value / total));
    }
    return new LeadingDirection(
        pairs.vector(0), new SingularValues(sigma, shares, sigma.get(1) / sigma.get(0)));
  }

  /** Unit length, (channels), not a copy; its sign is arbitrary. */
  double[] vector() {
    return vector;
  }

  SingularValues spectrum() {
    return spectrum;
  }

  /** Whether another direction is nearly as strong, so that a little noise may swap the two. */
  boolean unstable() {
    return spectrum.sigma2OverSigma1() > UNSTABLE;
  }
}
