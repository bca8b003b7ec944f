package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.StepTimings;
import io.eigencam.topic.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A frame between two steps. It is going on, with what the last step made of it; or it has stopped,
 * and passes the remaining steps untouched, so that each frame arrives at the end exactly once.
 *
 * @param <T> what the last step gives
 */
sealed interface Passage<T> {

  /**
   * The frame is fine so far.
   *
   * @param size null until the step {@code decode} has read it
   */
  record GoingOn<T>(
      SourceRecord source,
      FrameReference frame,
      @Nullable PictureSize size,
      T value,
      StepTimings timings)
      implements Passage<T> {

    /**
     * A step has done its work. What the first two find out about the frame stays with it: every
     * result needs it, also that of a frame that stops later.
     */
    <O> Passage<O> after(String step, O output, long micros) {
      return new GoingOn<>(
          source,
          output instanceof Frame ingested ? ingested.reference() : frame,
          output instanceof EncodedPicture picture ? picture.size() : size,
          output,
          timings.with(step, micros));
    }

    /** A step refused the frame. */
    <O> Passage<O> stopped(
        String step, RejectionReason reason, String text, Exception cause, long micros) {
      FrameOutcome.Rejected outcome =
          new FrameOutcome.Rejected(frame, size, step, reason, text, timings.with(step, micros));
      return new Stopped<>(new DeadLetter(source, outcome, cause.getClass()));
    }
  }

  /** The frame goes to the dead letters; one result says so. */
  record Stopped<T>(DeadLetter deadLetter) implements Passage<T> {
    <O> Passage<O> passing() {
      return new Stopped<>(deadLetter);
    }
  }
}
