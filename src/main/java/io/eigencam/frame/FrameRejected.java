package io.eigencam.frame;

import java.util.Objects;

/**
 * Thrown by a step that cannot work on a frame: expected trouble, which becomes a result and a dead
 * letter.
 */
public final class FrameRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  /**
   * @param text what is wrong and what to do, for people; never any content of the frame
   */
  public FrameRejected(RejectionReason reason, String text) {
    // Expected, and on the hot path under attack: no stack trace.
    super(text, null, false, false);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public RejectionReason reason() {
    return reason;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
