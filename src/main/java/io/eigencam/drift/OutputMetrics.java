package io.eigencam.drift;

import io.eigencam.frame.Detection;
import java.util.List;
import java.util.Map;

/** The metrics of a frame's detections, the same for every layer. */
public final class OutputMetrics {
  private OutputMetrics() {}

  /**
   * {@link DriftMetric#CONF} and {@link DriftMetric#LOGN}, all others undefined.
   *
   * @param detections those reported
   * @param total how many there were before the list was cut
   */
  public static MetricValues of(List<Detection> detections, int total) {
    return MetricValues.of(
        Map.of(
            DriftMetric.CONF,
            detections.stream().mapToDouble(Detection::confidence).average().orElse(Double.NaN),
            DriftMetric.LOGN,
            Math.log1p(total)));
  }
}
