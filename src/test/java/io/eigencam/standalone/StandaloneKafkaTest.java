package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.message.CameraFrame;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class StandaloneKafkaTest {
  private final StandaloneKafka kafka = StandaloneKafka.shared();

  @Test
  void shouldCarryTheLargestFrame() {
    // Given
    Topics topics = kafka.freshTopics(2);
    byte[] picture = new byte[Topics.MAX_FRAME_BYTES];
    new Random(1).nextBytes(picture);

    // When
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer.send(new ProducerRecord<>(topics.cameraFrames().name(), "cam-1", picture));
      producer.send(new ProducerRecord<>(topics.deadLetters().name(), "cam-1", picture));
    }

    // Then
    for (Topic<String, byte[]> topic : List.of(topics.cameraFrames(), topics.deadLetters())) {
      List<ConsumerRecord<String, byte[]>> read = kafka.readRaw(topic, 1, Duration.ofSeconds(20));
      assertEquals(1, read.size(), topic.name());
      assertArrayEquals(picture, read.get(0).value());
    }
  }

  @Test
  void shouldCarryAvroMessages() {
    Topics topics = kafka.freshTopics();
    Topic<String, CameraFrame> frames =
        new Topic<>(
            topics.cameraFrames().name(),
            String.class,
            CameraFrame.class,
            Topic.CleanupPolicy.DELETE,
            Duration.ofHours(1),
            1_000_000);
    CameraFrame frame =
        new CameraFrame(
            Instant.parse("2026-01-02T03:04:05.678901Z"), 7L, ByteBuffer.wrap(new byte[] {1, 2}));

    try (KafkaProducer<String, CameraFrame> producer =
        kafka.producer(kafka.serde(CameraFrame.class).serializer())) {
      producer.send(new ProducerRecord<>(frames.name(), "cam-1", frame));
    }

    List<ConsumerRecord<String, CameraFrame>> read = kafka.read(frames, 1, Duration.ofSeconds(20));
    assertEquals(List.of(frame), read.stream().map(ConsumerRecord::value).toList());
  }
}
