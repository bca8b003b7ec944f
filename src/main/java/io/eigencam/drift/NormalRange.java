package io.eigencam.drift;

import java.util.Arrays;

/**
 * Where a figure normally lies.
 *
 * @param median NaN where there were too few values to say
 * @param scale 1.4826 times the median absolute deviation, which is the standard deviation of
 *     normal data and bears up to half of it being spoilt; at least the figure's floor
 */
public record NormalRange(double median, double scale) {
  /** Fewer say nothing. */
  private static final int LEAST = 5;

  /** Shown to people as normal: so many scales on both sides. */
  private static final double SHOWN = 3;

  public NormalRange {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("the scale must be above 0, not " + scale);
    }
  }

  /**
   * @param values NaN ones are left out
   * @param floor least scale
   */
  static NormalRange of(double[] values, double floor) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length < LEAST) {
      return new NormalRange(Double.NaN, floor);
    }
    MedianDeviation usual = MedianDeviation.of(finite);
    return new NormalRange(usual.median(), Math.max(usual.deviation(), floor));
  }

  /** Distance from the median, in scales. */
  public double z(double value) {
    return (value - median) / scale;
  }

  /** Lower end of what is shown as normal. */
  public double low() {
    return median - SHOWN * scale;
  }

  /** Upper end of what is shown as normal. */
  public double high() {
    return median + SHOWN * scale;
  }
}
