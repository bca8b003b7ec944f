package io.eigencam.pipeline;

import io.eigencam.frame.Inference;
import io.eigencam.pipeline.Passage.GoingOn;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** The step {@code explain} as a node: frames whose turn it is not go on without. */
final class ExplainProcessor
    extends ContextualFixedKeyProcessor<byte[], Passage<Inference>, Passage<Explained>> {
  private final GuardedStep<Inference, Explained> step;

  ExplainProcessor(String name, Step<Inference, Explained> step) {
    this.step = new GuardedStep<>(name, step);
  }

  @Override
  public void process(FixedKeyRecord<byte[], Passage<Inference>> record) {
    Passage<Inference> passage = record.value();
    context()
        .forward(
            record.withValue(
                passage instanceof GoingOn<Inference> frame && !frame.turn().taken()
                    ? frame.with(new Explained(frame.value(), null))
                    : step.advance(passage)));
  }
}
