package io.eigencam.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.CameraFrame;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** A site's own serializer in place of ours; the classes here stand in for Confluent's. */
class MessageSerdesTest {
  private static final CameraFrame FRAME = new CameraFrame(null, 5L, ByteBuffer.allocate(0));

  /** Takes any object, as Confluent's does. */
  public static final class SiteSerializer implements Serializer<Object> {
    private String url = "not configured";

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
      url = config.get("schema.registry.url") + (isKey ? " key" : " value");
    }

    @Override
    public byte[] serialize(String topic, Object message) {
      return (url + " " + ((CameraFrame) message).getSequence()).getBytes();
    }
  }

  /** Gives our class only when it is told to, as Confluent's does. */
  public static final class SiteDeserializer implements Deserializer<Object> {
    private boolean specific;

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
      specific = Boolean.TRUE.equals(config.get("specific.avro.reader"));
    }

    @Override
    public Object deserialize(String topic, byte[] message) {
      return specific && message.length > 0
          ? new CameraFrame(null, (long) message.length, ByteBuffer.allocate(0))
          : "generic";
    }
  }

  @Test
  void shouldUseTheNamedClasses() {
    Serde<CameraFrame> serde =
        MessageSerdes.values(
            CameraFrame.class,
            Map.of(
                "schema.registry.url", "http://site",
                "eigencam.registry.serializer", SiteSerializer.class.getName(),
                "eigencam.registry.deserializer", SiteDeserializer.class.getName()));

    assertArrayEquals(
        "http://site value 5".getBytes(), serde.serializer().serialize("frames", FRAME));
    assertEquals(3L, serde.deserializer().deserialize("frames", new byte[3]).getSequence());
  }

  @Test
  void shouldNotLetAnotherTypePass() {
    Serde<CameraFrame> serde =
        MessageSerdes.values(
            CameraFrame.class,
            Map.of(
                "schema.registry.url",
                "http://site",
                "eigencam.registry.deserializer",
                SiteDeserializer.class.getName()));

    SerializationException wrong =
        assertThrows(
            SerializationException.class,
            () -> serde.deserializer().deserialize("frames", new byte[0]));

    assertTrue(String.valueOf(wrong.getMessage()).contains("String"), wrong.getMessage());
  }

  @Test
  void shouldSayThatANamedClassIsMissing() {
    ConfigException missing =
        assertThrows(
            ConfigException.class,
            () ->
                MessageSerdes.values(
                    CameraFrame.class,
                    Map.of(
                        "schema.registry.url", "http://site",
                        "eigencam.registry.serializer",
                            "io.confluent.kafka.serializers.KafkaAvroSerializer")));

    assertTrue(
        String.valueOf(missing.getMessage()).contains("not on the class path"),
        missing.getMessage());
  }

  @Test
  void shouldSayThatANamedClassIsNoSerializer() {
    ConfigException wrong =
        assertThrows(
            ConfigException.class,
            () ->
                MessageSerdes.values(
                    CameraFrame.class,
                    Map.of(
                        "schema.registry.url", "http://site",
                        "eigencam.registry.serializer", "java.lang.StringBuilder")));

    assertTrue(
        String.valueOf(wrong.getMessage()).contains("java.lang.StringBuilder"), wrong.getMessage());
  }

  @Test
  void shouldNeedAnAddress() {
    ConfigException missing =
        assertThrows(
            ConfigException.class, () -> MessageSerdes.values(CameraFrame.class, Map.of()));

    assertTrue(
        String.valueOf(missing.getMessage()).contains("schema.registry.url"), missing.getMessage());
  }
}
