package io.eigencam.ingest;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of a camera's frames when more come than can be worked on.
 *
 * @param shedsOld whether a frame older than {@code maxAge} is left out when its turn comes; else
 *     every frame is worked on, however long it waited
 * @param maxAge from when on a frame is late
 * @param explainEvery one of how many frames is explained while there is no load; at least 1
 * @param adaptive whether fewer are as frames grow old, so that explanations go before detections
 */
public record LoadPolicy(boolean shedsOld, Duration maxAge, int explainEvery, boolean adaptive) {
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int MOST = 1_000_000;
  private static final int STEPS = 4;

  /** Every frame is worked on, and explained. */
  public static final LoadPolicy EVERYTHING =
      new LoadPolicy(false, Duration.ofSeconds(2), 1, false);

  public LoadPolicy {
    Objects.requireNonNull(maxAge, "maxAge");
    if (maxAge.toMillis() < 1 || maxAge.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "eigencam.ingest.max-age must be between 1 ms and 365 days, not " + maxAge);
    }
    if (explainEvery < 1 || explainEvery > MOST) {
      throw new IllegalArgumentException(
          "eigencam.explain.every must be between 1 and %d, not %d".formatted(MOST, explainEvery));
    }
  }

  boolean isLate(Duration age) {
    return age.compareTo(maxAge) > 0;
  }

  /**
   * One of how many frames of that age is explained. Adaptive, each quarter of {@code maxAge}
   * halves the share, down to a sixteenth at {@code maxAge}: age is what tells how far behind we
   * are, and it needs no other measurement.
   */
  int explainEvery(Duration age) {
    if (!adaptive) {
      return explainEvery;
    }
    double quarters = STEPS * (double) age.toMillis() / maxAge.toMillis();
    return explainEvery << (int) Math.max(0, Math.min(STEPS, quarters));
  }
}
