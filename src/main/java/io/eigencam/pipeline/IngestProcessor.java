package io.eigencam.pipeline;

import io.eigencam.frame.ExplainTurn;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.StepTimings;
import io.eigencam.ingest.Arrival;
import io.eigencam.ingest.Arrivals;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.log.LogFields;
import io.eigencam.pipeline.Passage.GoingOn;
import io.eigencam.topic.RetryHeaders;
import io.eigencam.topic.SourceRecord;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first node: begins a frame's passage, remembers the record as it was read, and leaves frames
 * out under load.
 */
final class IngestProcessor extends ContextualFixedKeyProcessor<byte[], byte[], Passage<Frame>> {
  private static final Logger LOG = Logger.getLogger(IngestProcessor.class);

  private final String name;
  private final GuardedStep<SourceRecord, Frame> step;
  private final Supplier<Arrivals> newArrivals;
  private final FrameObserver observer;
  private @Nullable Arrivals arrivals;

  IngestProcessor(
      String name,
      Step<SourceRecord, Frame> step,
      Supplier<Arrivals> newArrivals,
      FrameObserver observer) {
    this.name = name;
    this.step = new GuardedStep<>(name, step);
    this.newArrivals = newArrivals;
    this.observer = observer;
  }

  /** Also when the task begins once more after an abort: then its frames are read again. */
  @Override
  public void init(FixedKeyProcessorContext<byte[], Passage<Frame>> context) {
    super.init(context);
    arrivals = newArrivals.get();
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
    observer.entered();
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
    Arrivals judge = Objects.requireNonNull(arrivals, "arrivals, made by init");
    Arrival arrival;
    try {
      arrival = judge.judge(frame.frame());
    } catch (RuntimeException defect) {
      try (LogFields fields = LogFields.with("step", name)) {
        LOG.error("A defect of this program: the frame is rejected", defect);
      }
      return frame.stopped(
          name, RejectionReason.INTERNAL_ERROR, GuardedStep.text(defect), defect, 0);
    }
    observer.arrived(arrival);
    return arrival.shed() == null
        ? frame.with(arrival.turn())
        : frame.shed(arrival.shed(), arrival.text(judge.policy(frame.frame())));
  }
}
