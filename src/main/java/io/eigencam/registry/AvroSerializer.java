package io.eigencam.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes one kind of message in Confluent's wire format. Safe for use by many threads. */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  private final Class<T> type;
  private final Schema schema; // as registered
  private final SpecificDatumWriter<T> writer;
  private @Nullable RegistryClient registry;
  private boolean registers = true;
  private boolean isKey;

  /** Must be configured before use. */
  public AvroSerializer(Class<T> type) {
    this.type = Objects.requireNonNull(type, "type");
    SpecificData data = SpecificData.getForClass(type);
    Schema generated = data.getSchema(type);
    this.schema = PlainSchema.of(generated);
    this.writer = new SpecificDatumWriter<>(generated, data);
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.header(id));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      writer.write(message, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "cannot write a %s: %s".formatted(type.getSimpleName(), e.getMessage()), e);
    }
    return out.toByteArray();
  }
}
