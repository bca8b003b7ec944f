package io.eigencam.pipeline;

import io.eigencam.registry.RegistryRefusedException;
import io.eigencam.registry.SchemaIncompatibleException;
import io.eigencam.registry.UnknownSchemaException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * Tells trouble around us (a registry or broker that is away or refuses us) from trouble with one
 * record. A record is never given up for the former: the thread stops, another takes its place and
 * reads the record again.
 */
final class Outage {
  private Outage() {}

  /** Whether the failure, or anything that caused it, would meet every record. */
  static boolean caused(Throwable failure) {
    return anyCause(failure, Outage::meetsEveryRecord);
  }

  /**
   * The same for what happened while a result was written. Nothing is read there but the registry:
   * an I/O failure is its absence, whatever a foreign serializer wraps it in, and a schema of ours
   * that it does not know is missing for every result. While a frame is read, both may be the
   * frame's own fault. What a broker refused comes to light at a later frame, which is innocent; it
   * was learnt from ({@link WriteFaults}), and both are read again.
   */
  static boolean causedWriting(Throwable failure) {
    return anyCause(
        failure,
        cause ->
            meetsEveryRecord(cause)
                || cause instanceof NowhereToWriteException
                || WriteFaults.isRefusal(cause)
                || cause instanceof IOException
                || cause instanceof UnknownSchemaException);
  }

  /**
   * Whether a record that was sent before could not be written. Kafka Streams tells so where the
   * next one is sent, of whichever frame, and forgets it: who goes on after it has lost a result.
   * The steps handle what else Kafka's classes throw, so outside of them nothing else does; Kafka
   * Streams itself wraps defects of ours, too.
   */
  static boolean failedWrite(Throwable failure) {
    return anyCause(
        failure, cause -> cause instanceof KafkaException && !(cause instanceof StreamsException));
  }

  private static boolean meetsEveryRecord(Throwable cause) {
    return cause instanceof RetriableException
        || cause instanceof RegistryRefusedException
        || cause instanceof SchemaIncompatibleException;
  }

  private static boolean anyCause(Throwable failure, Predicate<Throwable> such) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(such);
  }
}
