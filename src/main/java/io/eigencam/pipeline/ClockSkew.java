package io.eigencam.pipeline;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a camera's clock is ahead of ours, in the manner of NTP's minimum filter (RFC 5905,
 * section 10): a frame's capture time minus the time of its turn is the clocks' difference less the
 * time that the frame was under way, so of many frames the one that was under way shortest tells
 * the most, and it has the largest value. What remains is a lower bound: a camera cannot be less
 * far ahead than this.
 *
 * <p>Compared with our own clock, not with the record's timestamp: that is set by the producer,
 * mostly from the very clock in question. The largest of the last 5 to 10 minutes counts, so that a
 * clock that is set right is believed, and a backlog shorter than that is not taken for a wrong
 * clock. Written by one thread at a time; read by any.
 */
final class ClockSkew {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private @Nullable Instant since;
  private double before = Double.NEGATIVE_INFINITY;
  private double now = Double.NEGATIVE_INFINITY;
  private volatile double shown = Double.NaN;

  /**
   * @param captured by the camera's clock
   * @param at when the frame's turn came, by ours
   */
  void seen(Instant captured, Instant at) {
    double lead = Duration.between(at, captured).toMillis() / 1e3;
    if (since == null || !at.isBefore(since.plus(WINDOW))) {
      boolean recent = since != null && at.isBefore(since.plus(WINDOW).plus(WINDOW));
      before = recent ? now : Double.NEGATIVE_INFINITY;
      now = lead;
      since = at;
    } else {
      now = Math.max(now, lead);
    }
    shown = Math.max(before, now);
  }

  /** In seconds; NaN before the first frame. */
  double seconds() {
    return shown;
  }
}
