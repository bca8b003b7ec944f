package io.eigencam.drift;

import java.util.Arrays;

/**
 * Where values lie and how far they spread, bearing up to half of them being spoilt.
 *
 * @param deviation 1.4826 times the median distance from the median: for values of a normal
 *     distribution, its standard deviation
 */
record MedianDeviation(double median, double deviation) {
  private static final double TO_STANDARD_DEVIATION = 1.4826;

  /**
   * @param values at least one, all finite
   */
  static MedianDeviation of(double[] values) {
    double median = median(values.clone());
    double[] away = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      away[i] = Math.abs(values[i] - median);
    }
    return new MedianDeviation(median, TO_STANDARD_DEVIATION * median(away));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
