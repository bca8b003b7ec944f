package io.eigencam.pipeline;

import io.eigencam.frame.FrameRejected;
import io.eigencam.ingest.CameraFrameReader;
import io.eigencam.message.CameraFrame;
import io.eigencam.registry.RegistryRefusedException;
import io.eigencam.registry.RegistryUnavailableException;
import io.eigencam.registry.SchemaIncompatibleException;
import io.eigencam.registry.UnknownSchemaException;
import io.eigencam.registry.WireFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * What frames wait for at the schema registry: schemas that were needed in vain, and not with
 * success since. A registry may answer who asks how it is, and yet refuse one schema of ours; the
 * frames wait then as if it were away. Safe for use by many threads.
 */
public final class RegistryNeeds {
  /** By then a frame that waits was tried again, unless its partition went to another process. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  private final LongSupplier nanos;
  private final Map<String, Failure> open = new ConcurrentHashMap<>();

  private record Failure(long nanos, String text) {}

  public RegistryNeeds() {
    this(System::nanoTime);
  }

  RegistryNeeds(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What is missed, in words that stay the same for as long as it is; null if nothing is. */
  public @Nullable String missing() {
    long now = nanos.getAsLong();
    open.values().removeIf(failure -> now - failure.nanos() > RECENT.toNanos());
    return open.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(first -> first.getValue().text())
        .orElse(null);
  }

  /** Writes as that one does, and tells whether the schema was to be had. */
  public <M> Serializer<M> watch(Serializer<M> serializer) {
    return new Serializer<>() {
      @Override
      public byte[] serialize(String topic, M message) {
        return serialize(topic, new RecordHeaders(), message);
      }

      @Override
      public byte[] serialize(String topic, Headers headers, M message) {
        try {
          byte[] bytes = serializer.serialize(topic, headers, message);
          open.remove(topic);
          return bytes;
        } catch (RuntimeException failure) {
          missed(topic, failure);
          throw failure;
        }
      }

      @Override
      public void close() {
        serializer.close();
      }
    };
  }

  /** Reads as that one does, and tells whether the schema was to be had. */
  CameraFrameReader watch(CameraFrameReader reader) {
    return framed -> {
      String schema = framed.length < WireFormat.HEADER_BYTES ? "" : "id " + id(framed);
      try {
        CameraFrame frame = reader.read(framed);
        open.remove(schema);
        return frame;
      } catch (FrameRejected rejected) {
        open.remove(schema); // whatever is wrong with the frame, it does not wait
        throw rejected;
      } catch (RuntimeException failure) {
        missed(schema, failure);
        throw failure;
      }
    };
  }

  private static int id(byte[] framed) {
    return ByteBuffer.wrap(framed).getInt(1);
  }

  private void missed(String schema, RuntimeException failure) {
    Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(RegistryNeeds::isOfTheRegistry)
        .findFirst()
        .ifPresent(
            cause ->
                open.put(
                    schema, new Failure(nanos.getAsLong(), String.valueOf(cause.getMessage()))));
  }

  private static boolean isOfTheRegistry(Throwable cause) {
    return cause instanceof RegistryUnavailableException
        || cause instanceof RegistryRefusedException
        || cause instanceof SchemaIncompatibleException
        || cause instanceof UnknownSchemaException;
  }
}
