package io.eigencam.pipeline;

import io.eigencam.fault.RefusedLetters;
import io.eigencam.fault.TopicLimits;
import io.eigencam.log.LogFields;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jboss.logging.Logger;

/**
 * What happens when a result cannot be written: what may pass is tried again; anything else ends
 * the thread, and another reads the same frames again. Of what a topic refused it is learnt how
 * large and how old its records may be, so that the frame makes one that the topic takes.
 */
public final class WriteFaults implements ProductionExceptionHandler {
  private static final Logger LOG = Logger.getLogger(WriteFaults.class);

  @Override
  public void configure(Map<String, ?> config) {
    // has no settings
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    if (failure instanceof RecordTooLargeException) {
      try (LogFields fields =
          LogFields.with("target", record.topic()).and("bytes", TopicLimits.refused(record))) {
        LOG.warn(
            "A topic refused a record as too large; until a restart, nothing above so many bytes is"
                + " written there: raise its max.message.bytes ('eigencam topics create' says to"
                + " what)");
      }
    }
    boolean another = isOfARefusedBatch(failure);
    if (another
        || failure instanceof InvalidRecordException
        || failure instanceof InvalidTimestampException) {
      boolean otherwise = RefusedLetters.refused(record, another || record.key() == null);
      try (LogFields fields = LogFields.with("target", record.topic()).and("cause", failure)) {
        LOG.warn(
            otherwise
                ? "A topic refused a record; until a restart, records so old or so far ahead bear the time of their making there, and dead letters that it still refuses are left out"
                : "A topic refuses records whatever their time: its settings must be mended ('eigencam topics create' looks at them)");
      }
    }
    return failure instanceof RetriableException ? Response.retry() : Response.fail();
  }

  /** Whether a broker refused a record for what it is. */
  static boolean isRefusal(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof InvalidRecordException
        || failure instanceof InvalidTimestampException
        || isOfARefusedBatch(failure);
  }

  /**
   * Whether a record of the same batch was refused, this one or another: Kafka tells the others so
   * by this text alone, and tells us of the first only.
   */
  private static boolean isOfARefusedBatch(Throwable failure) {
    return failure.getClass() == KafkaException.class
        && String.valueOf(failure.getMessage()).contains("part of a batch");
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception failure,
      SerializationExceptionOrigin origin) {
    return Response.fail();
  }
}
