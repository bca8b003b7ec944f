package io.eigencam.pipeline;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import io.eigencam.pipeline.Passage.GoingOn;
import io.eigencam.pipeline.Passage.Stopped;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Ends a frame's passage: whatever became of it, here it becomes messages. */
final class EncodeProcessor
    extends ContextualFixedKeyProcessor<byte[], Passage<Explained>, Results> {
  private final String name;
  private final ModelIdentity model;
  private final Step<FrameOutcome, Results> step;

  EncodeProcessor(String name, ModelIdentity model, Step<FrameOutcome, Results> step) {
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
    Passage<Results> encoded =
        new GuardedStep<Explained, Results>(name, explained -> step.work(analyzed(frame)))
            .advance(frame);
    return encoded instanceof GoingOn<Results> done
        ? done.value()
        : stopped((Stopped<Results>) encoded);
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
    try {
      Results results = step.work(named(stopped.outcome()));
      return new Results(results.outcome(), results.analysis(), null, stopped.deadLetter());
    } catch (FrameRejected impossible) {
      throw new IllegalStateException("a rejection is not rejected again", impossible);
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
