package io.eigencam.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.message.CameraFrame;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confluent's Python client reads what we write, and we read what it writes. */
@Timeout(600)
class ConfluentPythonTest {
  private final ClientEnvironment python = ClientEnvironment.python();
  private final StandaloneKafka kafka = StandaloneKafka.shared();

  @Test
  void shouldReadOurRecordsWithTheEmbeddedRegistry() throws Exception {
    new PublishedSamples(kafka.registryUrl()).shouldBeReadBy(python, "read_records.py");
  }

  @Test
  void shouldReadOurRecordsWithApicurio() throws Exception {
    new PublishedSamples(ApicurioServer.shared().url()).shouldBeReadBy(python, "read_records.py");
  }

  @Test
  void shouldWriteFramesThatWeReadWithTheEmbeddedRegistry() throws Exception {
    shouldWriteFramesThatWeRead(kafka.registryUrl());
  }

  @Test
  void shouldWriteFramesThatWeReadWithApicurio() throws Exception {
    shouldWriteFramesThatWeRead(ApicurioServer.shared().url());
  }

  @Test
  void shouldAdministerTheEmbeddedRegistry() throws Exception {
    List<String> lines =
        python.run("administer_registry.py", kafka.registryUrl(), "admin-" + UUID.randomUUID());

    assertEquals(1, lines.size());
    JsonNode report = new ObjectMapper().readTree(lines.get(0));
    int first = report.path("ids").path(0).asInt();
    int second = report.path("ids").path(1).asInt();
    String schema =
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},"
            + "{\"name\":\"b\",\"type\":\"int\",\"default\":1}]}";
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"ids": [%1$d, %2$d, %1$d], "refusal": 409, "missing": 40401,
                 "latest": [2, %2$d, %3$s], "found": 1, "byId": %3$s,
                 "compatible": [true, false], "versions": [1, 2], "listed": true,
                 "level": "NONE", "levelRead": "NONE", "afterwards": true,
                 "deletedVersion": 1, "hidden": [2, 3], "deleted": [1, 2, 3], "gone": true}
                """
                    .formatted(first, second, schema)),
        report);
  }

  private void shouldWriteFramesThatWeRead(String registryUrl) throws Exception {
    // Given
    Topics topics = kafka.freshTopics();

    // When
    python.run(
        "write_camera_frames.py",
        kafka.bootstrapServers(),
        registryUrl,
        topics.cameraFrames().name(),
        Path.of("schemas", "CameraFrame.avsc").toAbsolutePath().toString());

    // Then
    List<ConsumerRecord<String, CameraFrame>> read =
        kafka.read(
            topics.cameraFrames(),
            MessageSerdes.values(CameraFrame.class, Map.of(RegistrySettings.URL, registryUrl))
                .deserializer(),
            2,
            Duration.ofSeconds(30));
    assertEquals(
        List.of(
            new CameraFrame(
                Instant.parse("2026-03-04T05:06:07.123456Z"),
                7L,
                ByteBuffer.wrap(HexFormat.of().parseHex("ffd8ff006f6e65"))),
            new CameraFrame(
                null, null, ByteBuffer.wrap("two".getBytes(StandardCharsets.US_ASCII)))),
        read.stream().map(ConsumerRecord::value).toList());
  }
}
