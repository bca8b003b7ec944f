package io.eigencam.pipeline;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.log.LogFields;
import io.eigencam.pipeline.Passage.GoingOn;
import io.eigencam.pipeline.Passage.Stopped;
import org.jboss.logging.Logger;

/**
 * Lets a step work on the frames that are going on, and stops those that it refuses. A defect of
 * the step stops the frame as well, not the stream: the next frame is innocent. Errors, such as a
 * lack of memory, are nobody's to handle here.
 */
final class GuardedStep<I, O> {
  private static final Logger LOG = Logger.getLogger(GuardedStep.class);

  private final String name;
  private final Step<I, O> step;

  GuardedStep(String name, Step<I, O> step) {
    this.name = name;
    this.step = step;
  }

  Passage<O> advance(Passage<I> passage) {
    if (passage instanceof Stopped<I> stopped) {
      return stopped.passing();
    }
    GoingOn<I> frame = (GoingOn<I>) passage;
    long start = System.nanoTime();
    try {
      O output = step.work(frame.value());
      return frame.after(name, output, microsSince(start));
    } catch (FrameRejected refusal) {
      return frame.stopped(name, refusal.reason(), refusal.text(), refusal, microsSince(start));
    } catch (RuntimeException defect) {
      if (Outage.caused(defect)) {
        throw defect;
      }
      try (LogFields fields = LogFields.with("step", name)) {
        LOG.error("A defect of this program: the frame is rejected", defect);
      }
      return frame.stopped(
          name, RejectionReason.INTERNAL_ERROR, text(defect), defect, microsSince(start));
    }
  }

  /** For people. */
  static String text(RuntimeException defect) {
    return "a defect of this program (%s); its log says more"
        .formatted(defect.getClass().getSimpleName());
  }

  private static long microsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1000;
  }
}
