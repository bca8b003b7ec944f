package io.eigencam.frame;

import java.util.List;

/**
 * Leading singular values of what a map's component was taken from.
 *
 * @param sigma largest first
 * @param explainedVarianceRatio share of the sum of squares of each, 0..1
 * @param sigma2OverSigma1 0..1; near 1 the leading component is unstable
 */
public record SingularValues(
    List<Double> sigma, List<Double> explainedVarianceRatio, double sigma2OverSigma1) {
  /** For kinds of map that need no decomposition. */
  public static final SingularValues NONE = new SingularValues(List.of(), List.of(), 0);

  public SingularValues {
    sigma = List.copyOf(sigma);
    explainedVarianceRatio = List.copyOf(explainedVarianceRatio);
    if (sigma.size() != explainedVarianceRatio.size()) {
      throw new IllegalArgumentException(
          "%d singular values with %d shares of the variance"
              .formatted(sigma.size(), explainedVarianceRatio.size()));
    }
  }
}
