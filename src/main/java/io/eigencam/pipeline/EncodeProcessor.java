package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.log.LogFields;
import io.eigencam.pipeline.Passage.GoingOn;
import io.eigencam.pipeline.Passage.Stopped;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jboss.logging.Logger;

/** Ends a frame's passage: whatever became of it, here it becomes messages. */
final class EncodeProcessor
    extends ContextualFixedKeyProcessor<byte[], Passage<Explained>, Results> {
  private static final Logger LOG = Logger.getLogger(EncodeProcessor.class);

  private final String name;
  private final ModelIdentity model;
  private final Step<FrameOutcome, Encoded> step;

  EncodeProcessor(String name, ModelIdentity model, Step<FrameOutcome, Encoded> step) {
    this.name = name;
    this.model = model;
    this.step = step;
  }

  @Override
  public void process(FixedKeyRecord<byte[], Passage<Explained>> record) {
    context().forward(record.withValue(end(record.value())));
  }

  private Results end(Passage<Explained> passage) {
    if (passage instanceof Stopped<Explained> stopped) {
      return stopped(stopped);
    }
    GoingOn<Explained> frame = (GoingOn<Explained>) passage;
    FrameOutcome analyzed = analyzed(frame);
    Passage<Encoded> encoded =
        new GuardedStep<Explained, Encoded>(name, explained -> step.work(analyzed)).advance(frame);
    return encoded instanceof GoingOn<Encoded> done
        ? new Results(frame.source(), analyzed, done.value(), null)
        : stopped((Stopped<Encoded>) encoded);
  }

  private FrameOutcome analyzed(GoingOn<Explained> frame) {
    PictureSize size = Objects.requireNonNull(frame.size(), "decode has read the size");
    Explained explained = frame.value();
    return new FrameOutcome.Analyzed(
        frame.frame(),
        size,
        model,
        explained.inference(),
        explained.explanation(),
        frame.turn(),
        frame.timings());
  }

  private Results stopped(Stopped<?> stopped) {
    FrameOutcome outcome = named(stopped.outcome());
    try {
      return new Results(stopped.source(), outcome, step.work(outcome), stopped.deadLetter());
    } catch (FrameRejected | RuntimeException defect) {
      try (LogFields fields = LogFields.with("step", name)) {
        LOG.error("A defect of this program: a dead letter alone tells of the frame", defect);
      }
      DeadLetter letter = stopped.deadLetter();
      FrameOutcome.Rejected rejected =
          new FrameOutcome.Rejected(
              outcome.frame(),
              outcome.size(),
              name,
              RejectionReason.INTERNAL_ERROR,
              "a defect left no result",
              outcome.timings());
      return letter == null
          ? new Results(
              stopped.source(),
              rejected,
              null,
              new DeadLetter(stopped.source(), rejected, defect.getClass()))
          : new Results(stopped.source(), outcome, null, letter);
    }
  }

  /** With the model, if that has seen the frame. */
  private FrameOutcome named(FrameOutcome outcome) {
    return outcome instanceof FrameOutcome.Rejected rejected
            && rejected.timings().micros().containsKey(FramePath.INFER)
        ? rejected.by(model)
        : outcome;
  }
}
