package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.microscope.Look;
import io.eigencam.frame.PictureFormat;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class FramePublisherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant TIME = Instant.parse("2026-03-01T10:20:30.123456Z");

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Map<String, String> client = Map.of("bootstrap.servers", kafka.bootstrapServers());

  @Test
  void shouldPublishAFrameWithItsHeaders() throws IOException {
    // Given
    Topics topics = kafka.freshTopics(3);
    byte[] picture = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 7};

    // When
    try (FramePublisher publisher = new FramePublisher(client, topics.cameraFrames())) {
      publisher.publish(
          new CameraId("hall 3/<b>5"),
          new CapturedFrame(41, "hall/x/41", TIME, PictureFormat.JPEG, picture));
      publisher.flush();
      assertEquals(1, publisher.published());
      assertEquals(4, publisher.publishedBytes());
    }

    // Then
    ConsumerRecord<String, byte[]> record =
        kafka.readRaw(topics.cameraFrames(), 1, PATIENCE).get(0);
    assertEquals("hall 3/<b>5", record.key());
    assertArrayEquals(picture, record.value());
    assertEquals(5 % 3, record.partition());
    assertEquals(TIME.toEpochMilli(), record.timestamp());
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    assertEquals(
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", "hall/x/41",
            "ce_source", "/cameras/hall%203%2F%3Cb%3E5",
            "ce_type", "io.eigencam.CameraFrame.v1",
            "ce_time", "2026-03-01T10:20:30.123456Z",
            "content-type", "image/jpeg",
            "frame-sequence", "41"),
        headers);
  }

  @Test
  void shouldPublishASourceInOrderWithGaplessNumbers() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    CameraId id = new CameraId("smear-3");

    // When
    try (FramePublisher publisher = new FramePublisher(client, topics.cameraFrames());
        MicroscopeSource source = new MicroscopeSource(1, Look.ORDINARY, 10)) {
      Camera camera = new Camera(id, source, new UnpacedClock(), publisher, TIME);
      assertEquals(25, camera.run(25, frames -> {}));
      publisher.flush();
    }

    // Then
    List<ConsumerRecord<String, byte[]>> records =
        kafka.readRaw(topics.cameraFrames(), 25, PATIENCE);
    assertEquals(25, records.size());
    Set<String> ids = new TreeSet<>();
    for (int i = 0; i < 25; i++) {
      assertEquals(Integer.toString(i), header(records.get(i), "frame-sequence"));
      assertEquals(1, records.get(i).partition());
      ids.add(header(records.get(i), "ce_id"));
    }
    assertEquals(25, ids.size());
  }

  @Test
  void shouldSayThatATopicIsMissing() {
    // Given
    Topics missing = Topics.withPrefix("nobody-made-this.");

    // When
    try (FramePublisher publisher =
        new FramePublisher(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", "1500"),
            missing.cameraFrames())) {
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  publisher.publish(
                      new CameraId("a"),
                      new CapturedFrame(0, "a/0", TIME, PictureFormat.PNG, new byte[9])));

      // Then
      assertTrue(e.getMessage().contains("topics create"), e.getMessage());
    }
  }

  @Test
  void shouldSayThatAPictureIsTooLarge() {
    Topics topics = kafka.freshTopics();

    try (FramePublisher publisher = new FramePublisher(client, topics.cameraFrames())) {
      byte[] huge = new byte[2 * Topics.MAX_FRAME_BYTES];
      IOException e =
          assertThrows(
              IOException.class,
              () -> {
                publisher.publish(
                    new CameraId("a"), new CapturedFrame(0, "a/0", TIME, PictureFormat.PNG, huge));
                publisher.flush();
              });

      assertTrue(e.getMessage().startsWith("A picture is larger than topic "), e.getMessage());
    }
  }

  @Test
  void shouldRunMicroscopesUntilTheyAreClosed() {
    // Given
    Topics topics = kafka.freshTopics(2);

    // When
    long published;
    try (MicroscopeCameras cameras =
        new MicroscopeCameras(kafka.bootstrapServers(), topics.cameraFrames(), 2, 30)) {
      Awaitility.await().atMost(PATIENCE).until(() -> cameras.published() >= 20);
      published = cameras.published();
    }

    // Then
    List<ConsumerRecord<String, byte[]>> records =
        kafka.readRaw(topics.cameraFrames(), (int) published, PATIENCE);
    Set<String> names = new TreeSet<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      names.add(record.key());
      assertEquals(new CameraId(record.key()).partition(2), record.partition());
    }
    assertEquals(Set.of("microscope-1", "microscope-2"), names);
    Thread.getAllStackTraces()
        .keySet()
        .forEach(thread -> assertTrue(!thread.getName().startsWith("microscope-"), "still runs"));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
