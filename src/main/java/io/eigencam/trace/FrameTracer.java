package io.eigencam.trace;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * Follows frames. A frame has one span, {@code process camera-frames}, a child of what its producer
 * named in {@code traceparent}; each step that works on the frame has a span below it, which is
 * called like the step. All of it happens on the one thread that works on the frame.
 */
public interface FrameTracer {
  /** Follows nobody and costs nothing; what came as {@code traceparent} leaves as it came. */
  FrameTracer OFF = new Untraced();

  /** Follows frames with that. */
  static FrameTracer of(OpenTelemetry telemetry) {
    return new OpenTelemetryTracer(telemetry.getTracer("io.eigencam"));
  }

  /** Whether it follows anybody. */
  boolean enabled();

  /**
   * A frame's turn has come.
   *
   * @param topic where its record stood, as the partition and the offset
   */
  OpenSpan frame(FrameReference frame, String topic, int partition, long offset);

  /** Work on the frame of this thread begins. */
  OpenSpan step(String name);

  /** What became of the frame of this thread. */
  void ended(FrameOutcome outcome);

  /** The frame as its results shall name it: what follows them is below the span of now. */
  FrameReference continued(FrameReference frame);

  /** Of the frame of this thread, 32 hexadecimal digits; null where nobody follows it. */
  @Nullable String traceId();
}
