package io.eigencam.registry;

import static io.eigencam.registry.RegistryKeys.DESERIALIZER;
import static io.eigencam.registry.RegistryKeys.SERIALIZER;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Serdes for messages, ready to use: ours, or the classes that the configuration names ({@code
 * io.confluent.kafka.serializers.KafkaAvroSerializer} and {@code …KafkaAvroDeserializer} at a site
 * that has them).
 */
public final class MessageSerdes {
  private MessageSerdes() {}

  /**
   * A serde for the values of a topic.
   *
   * @param config {@code schema.registry.url} and the other keys of {@link RegistrySettings} and
   *     {@link RegistryKeys}; handed to named classes as it is
   * @throws ConfigException if the registry's address is missing or a named class cannot be used
   */
  public static <T extends SpecificRecord> Serde<T> values(Class<T> type, Map<String, ?> config) {
    AvroSerde<T> ours = new AvroSerde<>(type);
    String serializerClass = RegistryKeys.className(config, SERIALIZER);
    String deserializerClass = RegistryKeys.className(config, DESERIALIZER);
    if (serializerClass == null || deserializerClass == null) {
      ours.configure(config, false);
    }
    return Serdes.serdeFrom(
        serializerClass == null ? ours.serializer() : named(serializerClass, config),
        deserializerClass == null ? ours.deserializer() : named(deserializerClass, config, type));
  }

  @SuppressWarnings("unchecked") // a serializer takes what it is given or says that it cannot
  private static <T> Serializer<T> named(String className, Map<String, ?> config) {
    Serializer<T> serializer = instance(className, Serializer.class, SERIALIZER);
    serializer.configure(config, false);
    return serializer;
  }

  private static <T> Deserializer<T> named(String className, Map<String, ?> config, Class<T> type) {
    Deserializer<?> deserializer = instance(className, Deserializer.class, DESERIALIZER);
    Map<String, Object> specific = new HashMap<>(config);
    specific.putIfAbsent(
        "specific.avro.reader", true); // Confluent's: our classes, no GenericRecord
    deserializer.configure(specific, false);
    return new Typed<>(deserializer, type);
  }

  private static <S> S instance(String className, Class<S> kind, String key) {
    try {
      return Utils.newInstance(className, kind);
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          "%s names %s, which is not on the class path".formatted(key, className));
    } catch (RuntimeException e) {
      throw new ConfigException(
          "%s names %s, which cannot be used as a %s: %s"
              .formatted(key, className, kind.getName(), e.getMessage()));
    }
  }

  /** Holds a foreign deserializer to the type that was asked for. */
  private record Typed<T>(Deserializer<?> deserializer, Class<T> type) implements Deserializer<T> {
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] message) {
      Object value = deserializer.deserialize(topic, message);
      if (value == null || type.isInstance(value)) {
        return type.cast(value);
      }
      throw new SerializationException(
          "%s gave a %s where a %s was expected"
              .formatted(
                  deserializer.getClass().getName(), value.getClass().getName(), type.getName()));
    }

    @Override
    public void close() {
      deserializer.close();
    }
  }
}
