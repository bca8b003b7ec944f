package io.eigencam.pipeline;

import io.eigencam.frame.FrameRejected;
import io.eigencam.log.LogFields;
import io.eigencam.trace.FrameTracer;
import io.eigencam.trace.OpenSpan;

/** Names the step in the trace of the frame and in every line that it logs. */
final class TracedStep<I, O> implements Step<I, O> {
  private final String name;
  private final Step<I, O> step;
  private final FrameTracer tracer;

  private TracedStep(String name, Step<I, O> step, FrameTracer tracer) {
    this.name = name;
    this.step = step;
    this.tracer = tracer;
  }

  static <I, O> Step<I, O> wrap(String name, Step<I, O> step, FrameTracer tracer) {
    return new TracedStep<>(name, step, tracer);
  }

  @Override
  public O work(I input) throws FrameRejected {
    try (LogFields fields = LogFields.with("step", name);
        OpenSpan span = tracer.step(name)) {
      try {
        return step.work(input);
      } catch (FrameRejected | RuntimeException | Error failure) {
        span.failed(failure);
        throw failure;
      }
    }
  }
}
