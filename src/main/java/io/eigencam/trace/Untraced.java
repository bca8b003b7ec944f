package io.eigencam.trace;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import org.jspecify.annotations.Nullable;

/** See {@link FrameTracer#OFF}. */
final class Untraced implements FrameTracer {
  @Override
  public boolean enabled() {
    return false;
  }

  @Override
  public OpenSpan frame(FrameReference frame, String topic, int partition, long offset) {
    return OpenSpan.NONE;
  }

  @Override
  public OpenSpan step(String name) {
    return OpenSpan.NONE;
  }

  @Override
  public void ended(FrameOutcome outcome) {
    // nobody asks
  }

  @Override
  public FrameReference continued(FrameReference frame) {
    return frame;
  }

  @Override
  public @Nullable String traceId() {
    return null;
  }
}
