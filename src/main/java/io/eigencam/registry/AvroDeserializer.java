package io.eigencam.registry;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of message in Confluent's wire format, whichever version of its schema wrote it:
 * Avro resolves the writer's schema against ours. Safe for use by many threads.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private final Class<T> type;
  private final SpecificData data;
  private final Schema ours;
  private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();
  private @Nullable RegistryClient registry;

  /** Must be configured before use. */
  public AvroDeserializer(Class<T> type) {
    this.type = Objects.requireNonNull(type, "type");
    this.data = SpecificData.getForClass(type);
    this.ours = data.getSchema(type);
  }

  @Override
  public void configure(Map<String, ?> config, boolean isKey) {
    this.registry = new RegistryClient(RegistrySettings.from(config));
  }

  /** Shares a registry client, and so what it has learnt. */
  AvroDeserializer<T> with(RegistryClient shared) {
    this.registry = shared;
    return this;
  }

  /**
   * @throws MalformedMessageException if the bytes are not one whole message
   * @throws UnknownSchemaException if the registry does not know its schema, or it is that of
   *     another kind of message
   * @throws RegistryUnavailableException if the registry does not answer and the schema is new
   */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] message) {
    if (message == null) {
      return null; // a tombstone
    }
    int id = WireFormat.schemaId(message);
    DatumReader<T> reader = reader(id);
    BoundedDecoder decoder =
        new BoundedDecoder(
            message, WireFormat.HEADER_BYTES, message.length - WireFormat.HEADER_BYTES);
    try {
      T value = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new MalformedMessageException(
            "bytes follow the %s of schema id %d".formatted(type.getSimpleName(), id));
      }
      return value;
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | UnsupportedOperationException e) { // the last one: more items than an array can hold
      throw new MalformedMessageException(
          "the bytes are no whole %s of schema id %d".formatted(type.getSimpleName(), id), e);
    } catch (StackOverflowError e) {
      throw new MalformedMessageException(
          "the %s of schema id %d is nested too deeply".formatted(type.getSimpleName(), id), e);
    }
  }

  private DatumReader<T> reader(int id) {
    DatumReader<T> known = readers.get(id);
    if (known != null) {
      return known;
    }
    if (registry == null) {
      throw new IllegalStateException("configure() was not called");
    }
    Schema theirs = registry.byId(id);
    ReadableBy.check(ours, theirs, id);
    DatumReader<T> reader = new SpecificDatumReader<>(theirs, ours, data);
    readers.put(id, reader);
    return reader;
  }
}
