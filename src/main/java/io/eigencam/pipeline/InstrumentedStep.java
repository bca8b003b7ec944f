package io.eigencam.pipeline;

import io.eigencam.frame.FrameRejected;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Measures how long a step takes: {@code eigencam_step_seconds}. */
final class InstrumentedStep<I, O> implements Step<I, O> {
  private final Step<I, O> step;
  private final Timer timer;

  private InstrumentedStep(Step<I, O> step, Timer timer) {
    this.step = step;
    this.timer = timer;
  }

  static <I, O> Step<I, O> wrap(String name, Step<I, O> step, MeterRegistry meters) {
    Timer timer =
        Timer.builder("eigencam.step")
            .description("Time that a step takes for one frame")
            .tag("step", name)
            .serviceLevelObjectives(buckets())
            .register(meters);
    return new InstrumentedStep<>(step, timer);
  }

  @Override
  public O work(I input) throws FrameRejected {
    long start = System.nanoTime();
    try {
      return step.work(input);
    } finally {
      timer.record(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** 0.1 ms to 3 s: from a look at a header to a large model on a busy machine. */
  private static Duration[] buckets() {
    return new Duration[] {
      Duration.ofNanos(100_000),
      Duration.ofMillis(1),
      Duration.ofMillis(3),
      Duration.ofMillis(10),
      Duration.ofMillis(30),
      Duration.ofMillis(100),
      Duration.ofMillis(300),
      Duration.ofSeconds(1),
      Duration.ofSeconds(3)
    };
  }
}
