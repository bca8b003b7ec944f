package io.eigencam.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.CameraFrame;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.registry.SchemaIncompatibleException;
import io.eigencam.registry.UnknownSchemaException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our registry client and serde against a registry that other people wrote. */
@Timeout(180)
class ApicurioRegistryTest {
  private final ApicurioServer apicurio = ApicurioServer.shared();
  private final RegistryClient client = new RegistryClient(RegistrySettings.at(apicurio.url()));
  private final String topic = "frames/ä " + UUID.randomUUID();

  @Test
  void shouldWriteAndReadBack() {
    CameraFrame frame =
        new CameraFrame(Instant.ofEpochSecond(1), 2L, ByteBuffer.wrap(new byte[] {3}));

    byte[] bytes = serde("true").serializer().serialize(topic, frame);

    assertEquals(frame, serde("false").deserializer().deserialize(topic, bytes));
    assertEquals(
        client.find(topic + "-value", schema(CameraFrame.getClassSchema())),
        ByteBuffer.wrap(bytes).getInt(1));
  }

  private static Schema schema(Schema generated) {
    return io.eigencam.registry.PlainSchema.of(generated);
  }

  private Serde<CameraFrame> serde(String registers) {
    return MessageSerdes.values(
        CameraFrame.class,
        Map.of("schema.registry.url", apicurio.url(), "auto.register.schemas", registers));
  }

  @Test
  void shouldSayThatASchemaIsNotRegistered() {
    UnknownSchemaException missing =
        assertThrows(
            UnknownSchemaException.class,
            () ->
                serde("false")
                    .serializer()
                    .serialize(topic, new CameraFrame(null, null, ByteBuffer.allocate(0))));

    assertTrue(
        String.valueOf(missing.getMessage()).contains("eigencam schemas register"),
        missing.getMessage());
    assertThrows(UnknownSchemaException.class, () -> client.byId(99_999));
  }

  @Test
  void shouldSayThatASchemaIsIncompatible() throws Exception {
    String subject = "compatible-" + UUID.randomUUID();
    client.register(subject, record("a"));
    demandBackwardCompatibility(subject);

    SchemaIncompatibleException refused =
        assertThrows(
            SchemaIncompatibleException.class, () -> client.register(subject, record("b")));

    assertTrue(String.valueOf(refused.getMessage()).contains(subject), refused.getMessage());
  }

  private static Schema record(String field) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"%s\",\"type\":\"int\"}]}"
                .formatted(field));
  }

  private void demandBackwardCompatibility(String subject)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(apicurio.url() + "/config/" + subject))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
            .build();
    assertEquals(
        200,
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode(),
        "setting the level");
  }
}
