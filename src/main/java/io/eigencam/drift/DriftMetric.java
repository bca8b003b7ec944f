package io.eigencam.drift;

import static io.eigencam.drift.DriftMetric.Group.CHANNEL;
import static io.eigencam.drift.DriftMetric.Group.OUTPUT;
import static io.eigencam.drift.DriftMetric.Group.PLACE;
import static io.eigencam.drift.DriftMetric.Group.RELATION;
import static io.eigencam.drift.DriftMetric.Group.SPECTRUM;
import static io.eigencam.drift.DriftMetric.Side.BOTH;
import static io.eigencam.drift.DriftMetric.Side.DOWN;
import static io.eigencam.drift.DriftMetric.Side.UP;

import java.util.Locale;

/**
 * A figure of one frame that says how far the camera's attention is from what it was. Logarithms,
 * logits and inverse hyperbolic tangents make means over a block behave.
 *
 * <p>Frames differ more than a scale learned from a quiet hour lets expect; the floor keeps such a
 * scale from making much of little.
 */
public enum DriftMetric {
  /** ln(1e-4 + squared sine of the angle between the first direction and the reference's). */
  DIR(CHANNEL, UP, 0.15),
  /** The same against the three leading directions: bears two of them changing places. */
  SUB(CHANNEL, UP, 0.15),
  /** ln of the mean squared distance of the channel means, in standard deviations, at most 25. */
  FEAT(CHANNEL, UP, 0.15),
  /** Logit of the share of the energy that the first direction explains. */
  EVR(SPECTRUM, BOTH, 0.05),
  /** ln of the participation ratio: how many directions share the energy. */
  PR(SPECTRUM, BOTH, 0.05),
  /** Jensen-Shannon divergence of the map from the reference's, 0..ln 2. */
  JS(PLACE, UP, 0.005),
  /** Mean Wasserstein distance of the map's marginals from the reference's, 0..1. */
  W1(PLACE, UP, 0.003),
  /** Inverse hyperbolic tangent of the correlation with the reference's map, outside boxes. */
  FCORR(PLACE, DOWN, 0.05),
  /** Most attention, in standard deviations, where there was less and is no box, at most 8. */
  GHOST(PLACE, UP, 0.3),
  /** Most attention missing, in standard deviations, outside boxes, at most 8. */
  LOST(PLACE, UP, 0.3),
  /** ln of the share of attention in boxes over the share of area; undefined without boxes. */
  LIFT(RELATION, BOTH, 0.1),
  /** Mean confidence; undefined without detections. */
  CONF(OUTPUT, BOTH, 0.03),
  /** ln(1 + number of detections). */
  LOGN(OUTPUT, BOTH, 0.1);

  /** What a metric looks at. */
  public enum Group {
    CHANNEL,
    SPECTRUM,
    PLACE,
    RELATION,
    OUTPUT
  }

  /** In which direction a metric departs from normal. */
  public enum Side {
    UP,
    DOWN,
    BOTH
  }

  private final Group group;
  private final Side side;
  private final double scaleFloor;

  DriftMetric(Group group, Side side, double scaleFloor) {
    this.group = group;
    this.side = side;
    this.scaleFloor = scaleFloor;
  }

  public Group group() {
    return group;
  }

  public Side side() {
    return side;
  }

  /** Least scale of the metric, in its own unit. */
  public double scaleFloor() {
    return scaleFloor;
  }

  /** As messages, metrics and logs name it: "dir", "w1". */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
