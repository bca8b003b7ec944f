package io.eigencam.alert;

import io.eigencam.drift.PictureFigures;
import io.eigencam.drift.StateInput;
import io.eigencam.drift.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Tells a black or uniform picture, and silence, within seconds. Statistics would need minutes, and
 * cannot see what does not come. Times are event times, milliseconds since the epoch.
 *
 * <p>A picture is black or uniform for longer than 5 seconds, and than three times as long as it
 * ever was while the camera was learned.
 */
public final class GrossFaultRule {
  /** Standard deviation of the luma, of 255, that compression alone may leave. */
  private static final double UNIFORM_CONTRAST = 2;

  private static final double BLACK_LUMA = 24;
  private static final long SHORTEST_MILLIS = 5_000;
  private static final int TIMES_LONGEST = 3;
  private static final long SILENCE_MILLIS = 60_000;
  private static final long NONE = Long.MIN_VALUE;

  private long emptySince = NONE;
  private long longest;
  private long latest = NONE;

  /**
   * Looks at a frame.
   *
   * @param still whether the picture is frozen, see {@link io.eigencam.drift.StillRule}
   * @param learning whether the camera is being learned, so that what it does is normal
   * @return what is wrong with it; null for nothing
   */
  public @Nullable GrossFault frame(
      long time, PictureFigures picture, boolean still, boolean learning) {
    latest = Math.max(latest, time);
    if (picture.contrast() > UNIFORM_CONTRAST) {
      emptySince = NONE;
      return still ? GrossFault.STILL : null;
    }
    if (emptySince == NONE) {
      emptySince = time;
    }
    long run = time - emptySince;
    if (learning) {
      longest = Math.max(longest, run);
      return null;
    }
    if (run > Math.max(SHORTEST_MILLIS, TIMES_LONGEST * longest)) {
      return picture.luma() < BLACK_LUMA ? GrossFault.BLACK : GrossFault.UNIFORM;
    }
    return still ? GrossFault.STILL : null;
  }

  /** Whether nothing has come for a minute; never before the first frame. */
  public boolean isSilent(long now) {
    return latest != NONE && now - latest >= SILENCE_MILLIS;
  }

  public void write(StateOutput out) {
    out.number(emptySince);
    out.number(longest);
    out.number(latest);
  }

  public static GrossFaultRule read(StateInput in) {
    GrossFaultRule rule = new GrossFaultRule();
    rule.emptySince = in.number();
    rule.longest = in.number();
    rule.latest = in.number();
    return rule;
  }
}
