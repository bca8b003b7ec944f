package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
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
      return rejected(stopped.deadLetter());
    }
    GoingOn<Explained> frame = (GoingOn<Explained>) passage;
    Passage<Results> encoded =
        new GuardedStep<Explained, Results>(name, explained -> step.work(analyzed(frame)))
            .advance(frame);
    return encoded instanceof GoingOn<Results> done
        ? done.value()
        : rejected(((Stopped<Results>) encoded).deadLetter());
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
        frame.timings());
  }

  private Results rejected(DeadLetter letter) {
    try {
      boolean inferred = letter.outcome().timings().micros().containsKey(FramePath.INFER);
      Results results = step.work(inferred ? letter.outcome().by(model) : letter.outcome());
      return new Results(results.outcome(), results.analysis(), null, letter);
    } catch (FrameRejected impossible) {
      throw new IllegalStateException("a rejection is not rejected again", impossible);
    }
  }
}
