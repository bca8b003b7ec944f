package io.eigencam.drift;

import io.eigencam.drift.DriftMetric.Group;

/** A reason to doubt that what a camera was commissioned with is normal. Shown, never acted on. */
public enum Suspicion {
  /** It kept changing while it was learned. */
  RESTLESS("the scene kept changing during commissioning"),
  /** Objects get less attention than their area's share. */
  ATTENTION_BESIDE_OBJECTS("attention falls beside the objects that are detected"),
  /** One direction explains more than 95 % of the energy: little but one pattern is seen. */
  ONE_DIRECTION("one pattern explains nearly all of what the network sees"),
  /** Nothing was ever detected. */
  NO_DETECTIONS("nothing was detected during commissioning");

  private static final double MOST_EXPLAINED = Math.log(0.95 / 0.05); // a logit, as the metric is

  private final String text;

  Suspicion(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** Whether a figure's normal range is a reason for this suspicion. */
  boolean isRaisedBy(Figure figure, NormalRange range) {
    DriftMetric metric = figure.metric();
    if (metric == null || Double.isNaN(range.median())) {
      return false;
    }
    return switch (this) {
      case RESTLESS -> false;
      case ATTENTION_BESIDE_OBJECTS -> metric.group() == Group.RELATION && range.median() < 0;
      case ONE_DIRECTION -> metric == DriftMetric.EVR && range.median() > MOST_EXPLAINED;
      case NO_DETECTIONS ->
          metric == DriftMetric.LOGN && range.median() == 0 && range.scale() <= metric.scaleFloor();
    };
  }
}
