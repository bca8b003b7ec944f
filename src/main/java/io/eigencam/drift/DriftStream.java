package io.eigencam.drift;

import java.util.Objects;

/**
 * One direction in which one figure can depart from normal.
 *
 * @param figure its place among the figures of the {@link StreamSet}
 * @param sign +1 for upwards, -1 for downwards
 * @param name "p4.js+", "conf-"
 */
public record DriftStream(int figure, int sign, String name) {
  /** Scores begin this many scales from the median, ... */
  static final double BEGIN = 2;

  /** ... and are full this many from it. */
  static final double FULL = 6;

  public DriftStream {
    Objects.requireNonNull(name, "name");
    if (figure < 0 || Math.abs(sign) != 1) {
      throw new IllegalArgumentException(
          "not a stream: figure %d, sign %d".formatted(figure, sign));
    }
  }

  /**
   * How far beyond normal, in this stream's direction: 0 up to 2 scales from the median, 1 from 6
   * on. Being bounded is all that the evidence asks of it.
   *
   * @param z the figure's distance from its median, in scales; NaN gives NaN
   */
  public double score(double z) {
    double beyond = (sign * z - BEGIN) / (FULL - BEGIN);
    return Double.isNaN(beyond) ? Double.NaN : Math.max(0, Math.min(1, beyond));
  }
}
