package io.eigencam.drift;

import java.util.Arrays;

/**
 * A map of one frame on the pooled grid in the two forms that are compared: in robust standard
 * deviations, and as shares of attention.
 */
final class PooledMap {
  /** Makes the MAD of normal values their standard deviation. */
  private static final double MAD_TO_SIGMA = 1.4826;

  private static final double EPSILON = 1e-6;

  private final double[] standardised;
  private final double[] shares;

  private PooledMap(double[] standardised, double[] shares) {
    this.standardised = standardised;
    this.shares = shares;
  }

  /**
   * @param values a value per pooled cell
   */
  static PooledMap of(double[] values) {
    double median = median(values.clone());
    double[] away = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      away[i] = Math.abs(values[i] - median);
    }
    double scale = MAD_TO_SIGMA * median(away) + EPSILON;
    double[] standardised = new double[values.length];
    double[] shares = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      standardised[i] = (values[i] - median) / scale;
      shares[i] = Math.max(values[i] - median, 0) + EPSILON;
      sum += shares[i];
    }
    for (int i = 0; i < values.length; i++) {
      shares[i] /= sum;
    }
    return new PooledMap(standardised, shares);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  /** (value - median) / (1.4826 MAD + 1e-6), not a copy. */
  double[] standardised() {
    return standardised;
  }

  /** What lies above the median, plus 1e-6, divided by its sum; not a copy. */
  double[] shares() {
    return shares;
  }
}
