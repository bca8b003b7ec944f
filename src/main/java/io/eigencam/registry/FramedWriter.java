package io.eigencam.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** One kind of message as bytes, in the framing of {@link WireFormat}. Safe for many threads. */
public final class FramedWriter<T extends SpecificRecord> {
  private final Class<T> type;
  private final Schema generated;
  private final SpecificDatumWriter<T> writer;

  public FramedWriter(Class<T> type) {
    this.type = type;
    SpecificData data = SpecificData.getForClass(type);
    this.generated = data.getSchema(type);
    this.writer = new SpecificDatumWriter<>(generated, data);
  }

  /** As the code generator wrote it. */
  Schema generatedSchema() {
    return generated;
  }

  /**
   * @param schemaId what the registry calls the schema
   * @throws SerializationException if a field that must be set is not
   */
  public byte[] write(T message, int schemaId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.header(schemaId));
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
