package io.eigencam.drift;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells a frozen picture: the same frame again and again for longer than 5 seconds and than three
 * times the longest run seen while the camera was learned. A rule, no statistic: a frozen picture
 * lies in the middle of every metric's normal range. Used by one thread.
 */
public final class StillRule {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final int TIMES_LONGEST = 3;

  private long digest;
  private @Nullable Instant since; // null before the first frame
  private Duration run = Duration.ZERO;
  private Duration longest = Duration.ZERO;

  /**
   * Looks at the next frame.
   *
   * @param digest of the encoded picture; equal for equal pictures only
   * @param captured when it was taken; a run does not get shorter by a frame out of order
   * @param learning whether the camera is being learned, so that what it does is normal
   * @return whether the picture is frozen
   */
  public boolean isStill(long digest, Instant captured, boolean learning) {
    if (since == null || digest != this.digest) {
      this.digest = digest;
      since = captured;
      run = Duration.ZERO;
      return false;
    }
    Duration length = Duration.between(since, captured);
    run = length.compareTo(run) > 0 ? length : run;
    if (learning) {
      longest = run.compareTo(longest) > 0 ? run : longest;
      return false;
    }
    return run.compareTo(limit()) > 0;
  }

  /** How long the present run of equal frames is. */
  public Duration run() {
    return run;
  }

  /** The longest run seen while learning. */
  public Duration longest() {
    return longest;
  }

  /** What a run has to exceed. */
  public Duration limit() {
    Duration usual = longest.multipliedBy(TIMES_LONGEST);
    return usual.compareTo(SHORTEST) > 0 ? usual : SHORTEST;
  }

  /** What is known of the camera, to go on from with {@link #read}. */
  public void write(StateOutput out) {
    out.flag(since != null);
    out.number(digest);
    out.number(since == null ? 0 : since.toEpochMilli());
    out.number(run.toMillis());
    out.number(longest.toMillis());
  }

  /** What was written; times to the millisecond. */
  public static StillRule read(StateInput in) {
    StillRule rule = new StillRule();
    boolean started = in.flag();
    rule.digest = in.number();
    Instant since = Instant.ofEpochMilli(in.number());
    rule.since = started ? since : null;
    rule.run = Duration.ofMillis(in.number());
    rule.longest = Duration.ofMillis(in.number());
    return rule;
  }
}
