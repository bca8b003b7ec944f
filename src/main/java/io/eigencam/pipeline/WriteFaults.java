package io.eigencam.pipeline;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * What happens when a result cannot be written: what may pass is tried again; anything else goes
 * up, to {@link UnhandledFaults} if it is about this record, or else to the thread's end. Kafka
 * Streams' own handler would make a dead letter here, and a second one above.
 */
public final class WriteFaults implements ProductionExceptionHandler {
  @Override
  public void configure(Map<String, ?> config) {
    // has no settings
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    return failure instanceof RetriableException ? Response.retry() : Response.fail();
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
