package io.eigencam.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of an activation's singular values, centred or not.
 *
 * @param rank singular values above {@code sigma1 * max(cells, channels) * 2^-23}
 * @param sigma the first five at most
 * @param explainedVarianceRatio share of the total variance of each, 0..1
 * @param sigma2OverSigma1 0..1; near 1 the first component is unstable
 * @param neighbourRatio larger of the ratios of the chosen singular value to its neighbours; null
 *     without the component or without a neighbour
 * @param totalVariance sum of squares of what was decomposed
 */
public record Spectrum(
    int rank,
    List<Double> sigma,
    List<Double> explainedVarianceRatio,
    double sigma2OverSigma1,
    @Nullable Double neighbourRatio,
    double totalVariance) {
  public Spectrum {
    sigma = List.copyOf(sigma);
    explainedVarianceRatio = List.copyOf(explainedVarianceRatio);
  }
}
