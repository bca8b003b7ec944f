package io.eigencam.pipeline;

import io.eigencam.fault.TopicLimits;
import java.util.Map;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Refuses what the topic would refuse. Here it costs one record, which {@link UnhandledFaults}
 * makes a dead letter; there it would cost the transaction, and the record be read again for ever.
 */
final class LimitedSerializer<T> implements Serializer<T> {
  private final Serializer<T> serializer;

  LimitedSerializer(Serializer<T> serializer) {
    this.serializer = serializer;
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    serializer.configure(settings, isKey);
  }

  @Override
  public byte[] serialize(String topic, T data) {
    return checked(topic, serializer.serialize(topic, data));
  }

  @Override
  public byte[] serialize(String topic, Headers headers, T data) {
    return checked(topic, serializer.serialize(topic, headers, data));
  }

  private static byte[] checked(String topic, byte[] bytes) {
    if (bytes.length > TopicLimits.of(topic)) {
      throw new RecordTooLargeException(
          "a result of %d bytes; %s refused less".formatted(bytes.length, topic));
    }
    return bytes;
  }

  @Override
  public void close() {
    serializer.close();
  }
}
