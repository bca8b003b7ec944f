package io.eigencam.pipeline;

import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** One step as a node of the topology. */
final class StepProcessor<I, O>
    extends ContextualFixedKeyProcessor<byte[], Passage<I>, Passage<O>> {
  private final GuardedStep<I, O> step;

  StepProcessor(String name, Step<I, O> step) {
    this.step = new GuardedStep<>(name, step);
  }

  @Override
  public void process(FixedKeyRecord<byte[], Passage<I>> record) {
    context().forward(record.withValue(step.advance(record.value())));
  }
}
