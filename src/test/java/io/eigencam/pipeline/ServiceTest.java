package io.eigencam.pipeline;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.Camera;
import io.eigencam.camera.CameraId;
import io.eigencam.camera.FramePublisher;
import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.UnpacedClock;
import io.eigencam.camera.microscope.Look;
import io.eigencam.dashboard.LiveKafka;
import io.eigencam.encode.MapCodec;
import io.eigencam.frame.RejectionReason;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.LayerMap;
import io.eigencam.message.MapStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application as it runs: its own beans and settings, a real broker, the shipped model. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@Timeout(180)
class ServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "eigencam.registry.url")
  String registryUrl;

  @Inject Topics topics;

  private StandaloneKafka kafka;

  @BeforeEach
  void attach() {
    kafka = StandaloneKafka.at(bootstrapServers, registryUrl);
  }

  @Test
  void shouldBeReadyWithModelAndTopology() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"))
                    .body("checks.name", hasItems("model", "topology", "kafka", "registry"))
                    .body("checks.find { it.name == 'topology' }.data.state", equalTo("RUNNING"))
                    .body("checks.find { it.name == 'model' }.data.task", equalTo("detect")));
    get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void shouldAnswerEveryInputOnceWhateverItIs() {
    // Given: each bad one with a good one right behind it
    Map<byte[], RejectionReason> bad =
        Map.of(
            new byte[0],
            RejectionReason.EMPTY,
            "I am text".getBytes(StandardCharsets.UTF_8),
            RejectionReason.UNSUPPORTED_FORMAT,
            Pictures.truncatedJpeg(),
            RejectionReason.UNDECODABLE,
            Pictures.hugeJpeg(),
            RejectionReason.TOO_LARGE,
            Pictures.gif(),
            RejectionReason.UNSUPPORTED_FORMAT,
            Pictures.noise(3_000_000, 0x5a),
            RejectionReason.UNSUPPORTED_FORMAT,
            Pictures.noise(3_000_000, 0),
            RejectionReason.UNKNOWN_SCHEMA);
    List<byte[]> inputs = List.copyOf(bad.keySet());
    byte[] good = Pictures.jpeg(320, 240);

    // When
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      for (byte[] input : inputs) {
        producer.send(new ProducerRecord<>(topics.cameraFrames().name(), "service-bad", input));
        producer.send(new ProducerRecord<>(topics.cameraFrames().name(), "service-bad", good));
      }
    }

    // Then
    List<FrameAnalysis> analyses = analyses("service-bad", 2 * inputs.size());
    assertEquals(2 * inputs.size(), analyses.size());
    for (int i = 0; i < inputs.size(); i++) {
      assertEquals(bad.get(inputs.get(i)).name(), analyses.get(2 * i).getReason());
      assertEquals(FrameStatus.ANALYZED, analyses.get(2 * i + 1).getStatus());
    }
    try (TopicLog<byte[]> log =
        new TopicLog<>(
            bootstrapServers, topics.deadLetters().name(), new ByteArrayDeserializer())) {
      List<ConsumerRecord<byte[], byte[]>> letters =
          log.await(TopicLog.key("service-bad"), inputs.size(), PATIENCE);
      assertEquals(inputs.size(), letters.size());
      for (int i = 0; i < inputs.size(); i++) {
        assertArrayEquals(inputs.get(i), letters.get(i).value());
        DeadLetterHeaders headers = DeadLetterHeaders.read(letters.get(i).headers());
        assertNotNull(headers);
        assertEquals(bad.get(inputs.get(i)).name(), headers.reason());
        assertEquals(topics.cameraFrames().name(), headers.topic());
      }
    }
  }

  @Test
  void shouldAnalyseCamerasInOrderWithTheShippedModel() throws Exception {
    // Given
    int frames = 12;
    List<String> cameras = List.of("service-a", "service-b", "service-c");

    // When
    try (FramePublisher publisher =
        new FramePublisher(Map.of("bootstrap.servers", bootstrapServers), topics.cameraFrames())) {
      for (String camera : cameras) {
        new Camera(
                new CameraId(camera),
                new MicroscopeSource(camera.hashCode(), Look.ORDINARY, 5),
                new UnpacedClock(),
                publisher,
                Instant.now())
            .run(frames, count -> {});
      }
      publisher.flush();
    }

    // Then
    for (String camera : cameras) {
      List<FrameAnalysis> analyses = analyses(camera, frames);
      assertEquals(
          LongStream.range(0, frames).boxed().toList(),
          analyses.stream().map(analysis -> analysis.getFrame().getSequence()).toList());
      for (FrameAnalysis analysis : analyses) {
        assertEquals(FrameStatus.ANALYZED, analysis.getStatus());
        assertEquals(MapStatus.OK, analysis.getMapStatus());
        assertFalse(analysis.getDetections().isEmpty(), "a smear is full of cells");
        assertEquals(640, analysis.getFrame().getWidth());
      }
      List<AttentionMaps> maps = maps(camera, frames);
      assertEquals(
          analyses.stream().map(FrameAnalysis::getFrame).toList(),
          maps.stream().map(AttentionMaps::getFrame).toList());
      for (AttentionMaps frame : maps) {
        assertEquals(
            Set.of("p3", "p4", "p5"),
            frame.getMaps().stream().map(LayerMap::getLayer).collect(Collectors.toSet()));
        frame.getMaps().forEach(MapCodec::decode);
      }
    }
  }

  @Test
  void shouldCountFramesForPrometheus() {
    // When
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer.send(
          new ProducerRecord<>(
              topics.cameraFrames().name(), "service-count", Pictures.png(64, 48)));
      producer.send(
          new ProducerRecord<>(topics.cameraFrames().name(), "service-count", Pictures.gif()));
    }
    assertEquals(2, analyses("service-count", 2).size());

    // Then
    String analyzed =
        "eigencam_frames_total{camera=\"service-count\",reason=\"NONE\",status=\"ANALYZED\"} 1.0";
    String rejected =
        "eigencam_frames_total{camera=\"service-count\",reason=\"UNSUPPORTED_FORMAT\",status=\"REJECTED\"} 1.0";
    String text =
        await("what is committed is counted right after")
            .atMost(PATIENCE)
            .until(
                () -> get("/q/metrics").then().statusCode(200).extract().asString(),
                counted -> counted.contains(analyzed) && counted.contains(rejected));
    assertTrue(text.contains("eigencam_frames_in_total"), text);
    assertTrue(text.contains("eigencam_step_seconds_bucket{step=\"infer\","), text);
    assertTrue(text.contains("eigencam_end_to_end_seconds_count{camera=\"service-count\"} 2"));
    assertTrue(
        text.contains("eigencam_camera_last_frame_timestamp_seconds{camera=\"service-count\"}"));
  }

  private List<FrameAnalysis> analyses(String camera, int count) {
    try (TopicLog<FrameAnalysis> log =
        new TopicLog<>(
            bootstrapServers,
            topics.detections().name(),
            kafka.serde(FrameAnalysis.class).deserializer())) {
      return log.await(TopicLog.key(camera), count, PATIENCE).stream()
          .map(ConsumerRecord::value)
          .toList();
    }
  }

  private List<AttentionMaps> maps(String camera, int count) {
    try (TopicLog<AttentionMaps> log =
        new TopicLog<>(
            bootstrapServers,
            topics.attentionMaps().name(),
            kafka.serde(AttentionMaps.class).deserializer())) {
      return log.await(TopicLog.key(camera), count, PATIENCE).stream()
          .map(ConsumerRecord::value)
          .toList();
    }
  }
}
