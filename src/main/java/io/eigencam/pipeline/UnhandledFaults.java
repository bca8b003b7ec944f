package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetterLimit;
import io.eigencam.frame.RejectionReason;
import io.eigencam.topic.DeadLetterHeaders;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * What happens to a record whose failure got past the steps. An outage, or topics that take
 * nothing, stop the thread, so that the record is read again; anything else is a defect between the
 * steps, which reject what fails in them, and makes a dead letter, as Kafka Streams makes them,
 * with our headers. It is counted where Kafka's own handlers can: in Micrometer's global registry.
 */
public final class UnhandledFaults implements ProcessingExceptionHandler {
  private static final Logger LOG = Logger.getLogger(UnhandledFaults.class);

  private final LogAndContinueProcessingExceptionHandler deadLetters =
      new LogAndContinueProcessingExceptionHandler();

  @Override
  public void configure(Map<String, ?> config) {
    deadLetters.configure(config);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    if (Outage.causedWriting(failure)) {
      return Response.fail();
    }
    Response response = deadLetters.handleError(context, record, failure);
    LOG.errorf(
        failure,
        "record=%s-%d@%d: defect outside the steps; a dead letter alone tells of the frame",
        context.topic(),
        context.partition(),
        context.offset());
    FrameMetrics.countUnhandled(Metrics.globalRegistry);
    for (ProducerRecord<byte[], byte[]> letter : response.deadLetterQueueRecords()) {
      new DeadLetterHeaders(
              RejectionReason.INTERNAL_ERROR.name(),
              context.processorNodeId() + ": a defect of this program; its log says more",
              context.topic(),
              context.partition(),
              context.offset(),
              failure.getClass().getName())
          .writeTo(letter.headers());
    }
    return Response.resume(
        response.deadLetterQueueRecords().stream()
            .map(letter -> DeadLetterLimit.standard().fit(letter, System.currentTimeMillis()))
            .filter(Objects::nonNull)
            .toList());
  }
}
