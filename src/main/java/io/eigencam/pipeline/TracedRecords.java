package io.eigencam.pipeline;

import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.log.LogFields;
import io.eigencam.topic.SourceRecord;
import io.eigencam.trace.FrameTracer;
import io.eigencam.trace.OpenSpan;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Around the first node, and so around all of them, which work on a record before the next one is
 * read: opens the frame's span, and names the frame in every line of the log.
 */
final class TracedRecords implements FixedKeyProcessor<byte[], byte[], Passage<Frame>> {
  private final IngestProcessor node;
  private final FrameTracer tracer;

  TracedRecords(IngestProcessor node, FrameTracer tracer) {
    this.node = node;
    this.tracer = tracer;
  }

  @Override
  public void init(FixedKeyProcessorContext<byte[], Passage<Frame>> context) {
    node.init(context);
  }

  @Override
  public void process(FixedKeyRecord<byte[], byte[]> record) {
    SourceRecord source = node.source(record);
    FrameReference frame = FrameIngest.reference(source);
    try (OpenSpan span = tracer.frame(frame, source.topic(), source.partition(), source.offset());
        LogFields fields =
            LogFields.with("camera", frame.cameraId())
                .and("frame", frame.id())
                .and("topic", source.topic())
                .and("partition", source.partition())
                .and("offset", source.offset())
                .andIfKnown("traceId", tracer.traceId())) {
      try {
        node.process(source, frame, record);
      } catch (RuntimeException | Error failure) {
        span.failed(failure);
        throw failure;
      }
    }
  }

  @Override
  public void close() {
    node.close();
  }
}
