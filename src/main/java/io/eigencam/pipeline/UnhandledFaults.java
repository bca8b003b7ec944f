package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetterLimit;
import io.eigencam.frame.RejectionReason;
import io.eigencam.topic.DeadLetterHeaders;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What happens to a record whose failure got past the steps, for example while its result was
 * written. An outage stops the thread, so that the record is read again; anything else is this
 * record's own fault and makes it a dead letter, as Kafka Streams makes them, with our headers.
 */
public final class UnhandledFaults implements ProcessingExceptionHandler {
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
            .map(DeadLetterLimit.standard()::fit)
            .filter(Objects::nonNull)
            .toList());
  }
}
