package io.eigencam.alert;

import io.eigencam.drift.DriftMetric;
import io.eigencam.drift.DriftMetric.Group;
import io.eigencam.drift.DriftStream;
import io.eigencam.drift.Figure;
import io.eigencam.drift.Reading;
import java.util.EnumMap;
import java.util.Map;

/**
 * How likely it is that the detector is hurt; not how sure it is that something changed, which the
 * alarm has settled. Metrics of place find and locate a change, those of the channels and of the
 * output tell how bad it is.
 */
public enum Severity {
  LOW,
  /** A group of metrics is far from normal most of the time; whether it hurts is not known. */
  MEDIUM,
  /** Detections have changed, or most groups have. */
  HIGH,
  /** The camera is of no use. */
  CRITICAL;

  /** Mean score of a group that is far from normal. */
  private static final double FAR = 0.5;

  private static final int MOST_GROUPS = 3;

  /** Mean score from which detections have changed. */
  private static final double OUTPUT = 0.1;

  /** Scales below its median at which the output has collapsed. */
  private static final double COLLAPSED = -6;

  /**
   * That of a block under alarm.
   *
   * @param provisional whether the reference is to be trusted only so far: then at most MEDIUM
   */
  static Severity of(Reading reading, boolean provisional) {
    Map<Group, Double> groups = new EnumMap<>(Group.class);
    boolean outputChanged = false;
    boolean collapsed = false;
    for (int j = 0; j < reading.set().streams().size(); j++) {
      DriftStream stream = reading.set().streams().get(j);
      Figure figure = reading.set().figures().get(stream.figure());
      DriftMetric metric = figure.metric();
      double height = height(reading, j);
      if (metric == null) {
        continue;
      }
      groups.merge(metric.group(), height, Math::max);
      if (metric.group() == Group.OUTPUT) {
        outputChanged |= height > Math.max(OUTPUT, reading.highestNormal(j));
        collapsed |= stream.sign() < 0 && height > FAR && reading.z(stream.figure()) <= COLLAPSED;
      }
    }
    long far = groups.values().stream().filter(height -> height > FAR).count();
    Severity found = LOW;
    if (collapsed) {
      found = CRITICAL;
    } else if (outputChanged || far >= MOST_GROUPS) {
      found = HIGH;
    } else if (far > 0) {
      found = MEDIUM;
    }
    return provisional && found.compareTo(MEDIUM) > 0 ? MEDIUM : found;
  }

  /** Mean score of a stream: of the last blocks, or since its onset where that shows more. */
  static double height(Reading reading, int stream) {
    return Math.max(reading.moving(stream), reading.level(stream));
  }
}
