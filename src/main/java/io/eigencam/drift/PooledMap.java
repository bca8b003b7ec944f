package io.eigencam.drift;

/**
 * A map of one frame on the pooled grid in the two forms that are compared: in robust standard
 * deviations, and as shares of attention.
 */
final class PooledMap {
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
    MedianDeviation usual = MedianDeviation.of(values);
    double median = usual.median();
    double scale = usual.deviation() + EPSILON;
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

  /** (value - median) / (1.4826 MAD + 1e-6), not a copy. */
  double[] standardised() {
    return standardised;
  }

  /** What lies above the median, plus 1e-6, divided by its sum; not a copy. */
  double[] shares() {
    return shares;
  }
}
