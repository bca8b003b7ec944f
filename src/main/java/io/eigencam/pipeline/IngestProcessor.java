package io.eigencam.pipeline;

import io.eigencam.frame.Frame;
import io.eigencam.frame.StepTimings;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.pipeline.Passage.GoingOn;
import io.eigencam.topic.SourceRecord;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The first node: begins a frame's passage, and remembers the record as it was read. */
final class IngestProcessor extends ContextualFixedKeyProcessor<byte[], byte[], Passage<Frame>> {
  private final GuardedStep<SourceRecord, Frame> step;

  IngestProcessor(String name, Step<SourceRecord, Frame> step) {
    this.step = new GuardedStep<>(name, step);
  }

  @Override
  public void process(FixedKeyRecord<byte[], byte[]> record) {
    RecordMetadata position =
        context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record of a topic has a position"));
    SourceRecord source =
        new SourceRecord(
            position.topic(),
            position.partition(),
            position.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers());
    GoingOn<SourceRecord> beginning =
        new GoingOn<>(source, FrameIngest.reference(source), null, source, StepTimings.NONE);
    context().forward(record.withValue(step.advance(beginning)));
  }
}
