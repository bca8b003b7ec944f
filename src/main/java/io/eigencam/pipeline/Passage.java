package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.ExplainTurn;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.ShedReason;
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

  /** The record as it was read. */
  SourceRecord source();

  /**
   * The frame is fine so far.
   *
   * @param size null until the step {@code decode} has read it
   * @param turn whether it is explained
   */
  record GoingOn<T>(
      SourceRecord source,
      FrameReference frame,
      @Nullable PictureSize size,
      T value,
      ExplainTurn turn,
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
          turn,
          timings.with(step, micros));
    }

    /** Passes a step that leaves it alone. */
    <O> GoingOn<O> with(O output) {
      return new GoingOn<>(source, frame, size, output, turn, timings);
    }

    /** It has been decided whether it is explained. */
    GoingOn<T> with(ExplainTurn decided) {
      return new GoingOn<>(source, frame, size, value, decided, timings);
    }

    /** It is left out. */
    <O> Passage<O> shed(ShedReason reason, String text) {
      return new Stopped<>(source, new FrameOutcome.Shed(frame, reason, text, timings), null);
    }

    /** A step refused the frame. */
    <O> Passage<O> stopped(
        String step, RejectionReason reason, String text, Exception cause, long micros) {
      FrameOutcome.Rejected outcome =
          new FrameOutcome.Rejected(frame, size, step, reason, text, timings.with(step, micros));
      return new Stopped<>(source, outcome, new DeadLetter(source, outcome, cause.getClass()));
    }
  }

  /**
   * The frame goes no further; one result says so.
   *
   * @param deadLetter null for a frame that was good
   */
  record Stopped<T>(SourceRecord source, FrameOutcome outcome, @Nullable DeadLetter deadLetter)
      implements Passage<T> {
    <O> Passage<O> passing() {
      return new Stopped<>(source, outcome, deadLetter);
    }
  }
}
