package io.eigencam.drift;

/**
 * Lets every frame of a camera count once: duplicates, late frames and replays are told by their
 * sequence number.
 *
 * <p>A counter that starts anew (a restarted producer) is believed once the frames are clearly
 * later than all before, or the camera would be blind for ever. What lies before that moment stays
 * out whatever its number.
 */
final class FrameOrder {
  /** A lower number is a new counter when the frame is this much later than any before. */
  private static final long RESTART_MILLIS = 5_000;

  private long lastSequence = Long.MIN_VALUE;
  private long latest = Long.MIN_VALUE;
  private long counterSince = Long.MIN_VALUE;

  /**
   * Whether the frame is new; it is not the next time.
   *
   * @param time its event time, milliseconds since the epoch
   */
  boolean accept(long sequence, long time) {
    if (time < counterSince) {
      return false;
    }
    if (sequence <= lastSequence) {
      if (time - RESTART_MILLIS < latest) {
        return false;
      }
      counterSince = time;
    }
    lastSequence = sequence;
    latest = Math.max(latest, time);
    return true;
  }

  void write(StateOutput out) {
    out.number(lastSequence);
    out.number(latest);
    out.number(counterSince);
  }

  static FrameOrder read(StateInput in) {
    FrameOrder order = new FrameOrder();
    order.lastSequence = in.number();
    order.latest = in.number();
    order.counterSince = in.number();
    return order;
  }
}
