package io.eigencam.driftbenchmark;

import io.eigencam.drift.MapDifference;
import io.eigencam.frame.Detection;
import java.util.List;

/** What all monitors see of one frame. */
final class FrameFigures {
  private final double[] values;
  private final List<Detection> detections;
  private final List<MapDifference> differences;

  /**
   * @param values in the order of {@link Contestant}'s columns; not copied
   * @param differences of the layers from their references; empty without references
   */
  FrameFigures(double[] values, List<Detection> detections, List<MapDifference> differences) {
    this.values = values;
    this.detections = List.copyOf(detections);
    this.differences = List.copyOf(differences);
  }

  double value(int column) {
    return values[column];
  }

  List<Detection> detections() {
    return detections;
  }

  List<MapDifference> differences() {
    return differences;
  }
}
