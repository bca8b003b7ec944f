package io.eigencam.registry;

import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes one kind of message in Confluent's wire format. Safe for use by many threads. */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  private final Schema schema; // as registered
  private final FramedWriter<T> writer;
  private @Nullable RegistryClient registry;
  private boolean registers = true;
  private boolean isKey;

  /** Must be configured before use. */
  public AvroSerializer(Class<T> type) {
    this.writer = new FramedWriter<>(Objects.requireNonNull(type, "type"));
    this.schema = PlainSchema.of(writer.generatedSchema());
  }

  @Override
  public void configure(Map<String, ?> config, boolean isKey) {
    this.registry = new RegistryClient(RegistrySettings.from(config));
    this.registers = RegistryKeys.registers(config);
    this.isKey = isKey;
  }

  /** Shares a registry client, and so what it has learnt. */
  AvroSerializer<T> with(RegistryClient shared, boolean registers, boolean isKey) {
    this.registry = shared;
    this.registers = registers;
    this.isKey = isKey;
    return this;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T message) {
    if (message == null) {
      return null; // a tombstone
    }
    if (registry == null) {
      throw new IllegalStateException("configure() was not called");
    }
    String subject = topic + (isKey ? "-key" : "-value");
    int id = registers ? registry.register(subject, schema) : registry.find(subject, schema);
    return writer.write(message, id);
  }
}
