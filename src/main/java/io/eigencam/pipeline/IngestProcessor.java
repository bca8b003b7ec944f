package io.eigencam.pipeline;

import io.eigencam.frame.ExplainTurn;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.StepTimings;
import io.eigencam.ingest.Arrival;
import io.eigencam.ingest.Arrivals;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.pipeline.Passage.GoingOn;
import io.eigencam.topic.RetryHeaders;
import io.eigencam.topic.SourceRecord;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The first node: begins a frame's passage, remembers the record as it was read, and leaves frames
 * out under load.
 */
final class IngestProcessor extends ContextualFixedKeyProcessor<byte[], byte[], Passage<Frame>> {
  private final GuardedStep<SourceRecord, Frame> step;
  private final Arrivals arrivals;
  private final Consumer<Arrival> observer;

  IngestProcessor(
      String name, Step<SourceRecord, Frame> step, Arrivals arrivals, Consumer<Arrival> observer) {
    this.step = new GuardedStep<>(name, step);
    this.arrivals = arrivals;
    this.observer = observer;
  }

  /** The record as it was read. */
  SourceRecord source(FixedKeyRecord<byte[], byte[]> record) {
    RecordMetadata position =
        context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record of a topic has a position"));
    return new SourceRecord(
        position.topic(),
        position.partition(),
        position.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  @Override
  public void process(FixedKeyRecord<byte[], byte[]> record) {
    SourceRecord source = source(record);
    process(source, FrameIngest.reference(source), record);
  }

  /** The same, where it is known already which record and which frame that is. */
  void process(
      SourceRecord source, FrameReference reference, FixedKeyRecord<byte[], byte[]> record) {
    GoingOn<SourceRecord> beginning =
        new GoingOn<>(source, reference, null, source, ExplainTurn.ALWAYS, StepTimings.NONE);
    Passage<Frame> passage = step.advance(beginning);
    context()
        .forward(
            record.withValue(passage instanceof GoingOn<Frame> frame ? admitted(frame) : passage));
  }

  /** After the record was read, which is cheap, and before anything looks at the picture. */
  private Passage<Frame> admitted(GoingOn<Frame> frame) {
    if (RetryHeaders.read(frame.source().headers()) != null) {
      return frame; // old by nature, and somebody wants its result
    }
    Arrival arrival = arrivals.judge(frame.frame());
    observer.accept(arrival);
    return arrival.shed() == null
        ? frame.with(arrival.turn())
        : frame.shed(arrival.shed(), arrival.text(arrivals.policy(frame.frame())));
  }
}
