package io.eigencam.registry;

import java.nio.ByteBuffer;

/**
 * Confluent's framing of a message: 0x00, the schema's id as a big-endian int32, then the Avro
 * binary (https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop).
 */
public final class WireFormat {
  /** First byte of every framed message; no JPEG or PNG starts so. */
  public static final byte MAGIC = 0;

  /** Bytes before the Avro binary. */
  public static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /**
   * The schema id of a framed message.
   *
   * @throws MalformedMessageException if the message is too short or does not start with 0x00
   */
  public static int schemaId(byte[] message) {
    if (message.length < HEADER_BYTES) {
      throw new MalformedMessageException(
          "%d bytes are too short for a framed Avro message".formatted(message.length));
    }
    if (message[0] != MAGIC) {
      throw new MalformedMessageException(
          "not a framed Avro message: it starts with 0x%02x instead of 0x00".formatted(message[0]));
    }
    return ByteBuffer.wrap(message).getInt(1);
  }

  static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
  }
}
