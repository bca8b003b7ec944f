package io.eigencam.frame;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a frame. Exactly one leaves the pipeline for every frame that entered. */
public sealed interface FrameOutcome {

  FrameReference frame();

  StepTimings timings();

  /** Size of the picture in pixels; null when it could not be read. */
  @Nullable PictureSize size();

  /**
   * The frame went all the way.
   *
   * @param explanation null when it was not this frame's turn, or the attention could not be
   *     computed although the detections could
   * @param turn whether the attention should have been computed
   */
  record Analyzed(
      FrameReference frame,
      PictureSize size,
      ModelIdentity model,
      Inference inference,
      @Nullable Explanation explanation,
      ExplainTurn turn,
      StepTimings timings)
      implements FrameOutcome {
    public Analyzed {
      Objects.requireNonNull(frame, "frame");
      Objects.requireNonNull(size, "size");
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(inference, "inference");
      Objects.requireNonNull(turn, "turn");
      Objects.requireNonNull(timings, "timings");
    }

    /** Where every frame is explained. */
    public Analyzed(
        FrameReference frame,
        PictureSize size,
        ModelIdentity model,
        Inference inference,
        @Nullable Explanation explanation,
        StepTimings timings) {
      this(frame, size, model, inference, explanation, ExplainTurn.ALWAYS, timings);
    }
  }

  /**
   * The frame was good, but too old to be worth the work; nobody looked at its picture.
   *
   * @param text the same as the reason, for people
   */
  record Shed(FrameReference frame, ShedReason reason, String text, StepTimings timings)
      implements FrameOutcome {
    public Shed {
      Objects.requireNonNull(frame, "frame");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(timings, "timings");
    }

    @Override
    public @Nullable PictureSize size() {
      return null;
    }
  }

  /**
   * The frame could not be worked on; it also stands on the dead-letter topic.
   *
   * @param model the model whose answer was refused, or was known by then; null before
   * @param step the step that refused it
   * @param text what is wrong, for people; never any content of the frame
   */
  record Rejected(
      FrameReference frame,
      @Nullable PictureSize size,
      @Nullable ModelIdentity model,
      String step,
      RejectionReason reason,
      String text,
      StepTimings timings)
      implements FrameOutcome {
    public Rejected {
      Objects.requireNonNull(frame, "frame");
      Objects.requireNonNull(step, "step");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(timings, "timings");
    }

    /** Refused before any model had it. */
    public Rejected(
        FrameReference frame,
        @Nullable PictureSize size,
        String step,
        RejectionReason reason,
        String text,
        StepTimings timings) {
      this(frame, size, null, step, reason, text, timings);
    }

    /** The same, refused with that model's answer or after it. */
    public Rejected by(ModelIdentity refusing) {
      return new Rejected(frame, size, refusing, step, reason, text, timings);
    }
  }
}
