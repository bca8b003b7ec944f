package io.eigencam.drift;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** A value for each metric; NaN where it is undefined. */
public final class MetricValues {
  private final double[] values; // by ordinal

  private MetricValues(double[] values) {
    this.values = values;
  }

  /** Metrics that are missing are undefined. */
  public static MetricValues of(Map<DriftMetric, Double> defined) {
    double[] values = new double[DriftMetric.values().length];
    Arrays.fill(values, Double.NaN);
    defined.forEach((metric, value) -> values[metric.ordinal()] = value);
    return new MetricValues(values);
  }

  /** NaN where undefined. */
  public double get(DriftMetric metric) {
    return values[metric.ordinal()];
  }

  public boolean isDefined(DriftMetric metric) {
    return !Double.isNaN(get(metric));
  }

  /** Those that are defined. */
  @Override
  public String toString() {
    Map<DriftMetric, Double> defined = new EnumMap<>(DriftMetric.class);
    for (DriftMetric metric : DriftMetric.values()) {
      if (isDefined(metric)) {
        defined.put(metric, get(metric));
      }
    }
    return defined.toString();
  }
}
