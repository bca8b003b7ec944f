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
 * read: counts frames by partition, opens the frame's span, and names the frame in every line of
 * the log.
 */
final class ObservedRecords implements FixedKeyProcessor<byte[], byte[], Passage<Frame>> {
  private final IngestProcessor node;
  private final FrameTracer tracer;
  private final PartitionLoad load;
  private int partition;

  ObservedRecords(IngestProcessor node, FrameTracer tracer, PartitionLoad load) {
    this.node = node;
    this.tracer = tracer;
    this.load = load;
  }

  @Override
  public void init(FixedKeyProcessorContext<byte[], Passage<Frame>> context) {
    partition = context.taskId().partition();
    load.open(partition);
    node.init(context);
  }

  @Override
  public void process(FixedKeyRecord<byte[], byte[]> record) {
    load.arrived(partition);
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
    load.close(partition);
  }
}
