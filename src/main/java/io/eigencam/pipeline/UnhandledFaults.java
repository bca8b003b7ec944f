package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetterLimit;
import io.eigencam.frame.RejectionReason;
import io.eigencam.topic.DeadLetterHeaders;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * What happens to a record whose failure got past the steps. An outage, a result that could not be
 * written, or topics that take nothing, stop the thread, so that the record is read again; anything
 * else is a defect between the steps, which reject what fails in them, and makes a dead letter, as
 * Kafka Streams makes them, with our headers. It is counted where Kafka's own handlers can: in
 * Micrometer's global registry.
 */
public final class UnhandledFaults implements ProcessingExceptionHandler {
  private static final Logger LOG = Logger.getLogger(UnhandledFaults.class);

  private final LogAndContinueProcessingExceptionHandler deadLetters =
      new LogAndContinueProcessingExceptionHandler();
  private boolean transactional;

  @Override
  public void configure(Map<String, ?> config) {
    deadLetters.configure(config);
    transactional =
        StreamsConfig.EXACTLY_ONCE_V2.equals(config.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    if (Outage.causedWriting(failure) || Outage.failedWrite(failure)) {
      return Response.fail();
    }
    List<ProducerRecord<byte[], byte[]>> letters = letters(context, record, failure);
    String what =
        letters.isEmpty()
            ? "defect outside the steps, and no dead letter can tell of the frame: it is read again"
            : "defect outside the steps; a dead letter alone tells of the frame";
    LOG.errorf(
        failure,
        "record=%s-%d@%d: %s",
        context.topic(),
        context.partition(),
        context.offset(),
        what);
    if (letters.isEmpty()) {
      return Response.fail();
    }
    LetterForm form = LetterForm.of(letters.get(0), context.sourceRawValue());
    Runnable count = () -> FrameMetrics.countUnhandled(Metrics.globalRegistry, form);
    if (transactional) {
      CommittedCounts.withNextCommit(count);
    } else {
      count.run();
    }
    return Response.resume(letters);
  }

  /** One, or none where its topic takes none. */
  private List<ProducerRecord<byte[], byte[]>> letters(
      ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    List<ProducerRecord<byte[], byte[]>> letters =
        deadLetters.handleError(context, record, failure).deadLetterQueueRecords();
    for (ProducerRecord<byte[], byte[]> letter : letters) {
      new DeadLetterHeaders(
              RejectionReason.INTERNAL_ERROR.name(),
              context.processorNodeId() + ": a defect of this program; its log says more",
              context.topic(),
              context.partition(),
              context.offset(),
              failure.getClass().getName())
          .writeTo(letter.headers());
    }
    return letters.stream()
        .map(letter -> DeadLetterLimit.standard().fit(letter, System.currentTimeMillis()))
        .filter(Objects::nonNull)
        .toList();
  }
}
