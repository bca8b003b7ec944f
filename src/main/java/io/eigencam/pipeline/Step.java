package io.eigencam.pipeline;

import io.eigencam.frame.FrameRejected;

/** The work of one step on one frame. */
@FunctionalInterface
public interface Step<I, O> {
  O work(I input) throws FrameRejected;
}
