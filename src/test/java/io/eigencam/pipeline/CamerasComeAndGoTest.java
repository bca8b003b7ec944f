package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.CameraId;
import io.eigencam.camera.CapturedFrame;
import io.eigencam.camera.FramePublisher;
import io.eigencam.camera.KeptPartitions;
import io.eigencam.frame.PictureFormat;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras are added, leave and come back while the service runs; nobody tells it. */
@Timeout(180)
class CamerasComeAndGoTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FRAMES = 5;

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Topics topics = kafka.freshTopics(3);
  @TempDir private Path folder;

  @Test
  void shouldWorkOnCamerasThatComeAndGoWithoutARestart() throws Exception {
    try (RunningPath path =
        new RunningPath(
            new ScriptedDetector(),
            topics,
            kafka.bootstrapServers(),
            kafka.registryUrl(),
            folder,
            Map.of())) {
      path.awaitRunning(PATIENCE);

      // When: two, then a third and one of a foreign program, then the first again
      publish("gate", 0);
      publish("hall", 0);
      assertEquals(2 * FRAMES, results(2 * FRAMES).size());
      publish("roof", 0);
      try (KafkaProducer<String, byte[]> foreign = kafka.producer()) {
        for (int i = 0; i < FRAMES; i++) {
          foreign.send(
              new ProducerRecord<>(topics.cameraFrames().name(), "foreign", Pictures.jpeg(64, 48)));
        }
      }
      publish("gate", FRAMES);

      // Then
      List<ConsumerRecord<String, FrameAnalysis>> results = results(5 * FRAMES);
      assertEquals(numbers(2 * FRAMES), sequences(results, "gate"));
      assertEquals(numbers(FRAMES), sequences(results, "hall"));
      assertEquals(numbers(FRAMES), sequences(results, "roof"));
      assertEquals(FRAMES, sequences(results, "foreign").size());
      Map<String, Integer> partitions = new TreeMap<>();
      for (ConsumerRecord<String, byte[]> frame :
          kafka.readRaw(topics.cameraFrames(), 5 * FRAMES, PATIENCE)) {
        Integer before = partitions.put(frame.key(), frame.partition());
        assertTrue(before == null || before == frame.partition(), frame.key());
      }
      partitions.remove("foreign");
      assertEquals(3, partitions.values().stream().distinct().count(), partitions::toString);
    }
  }

  /** By a program of its own, which ends when it has published. */
  private void publish(String camera, long first) throws IOException {
    Map<String, String> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (FramePublisher publisher =
        new FramePublisher(
            client,
            topics.cameraFrames(),
            new KeptPartitions(client, topics.cameraPartitions(), System.err::println),
            null)) {
      for (long number = first; number < first + FRAMES; number++) {
        publisher.publish(
            new CameraId(camera),
            new CapturedFrame(
                number,
                camera + "/" + number,
                Instant.now(),
                PictureFormat.JPEG,
                Pictures.jpeg(64, 48)));
      }
      publisher.flush();
    }
  }

  private List<ConsumerRecord<String, FrameAnalysis>> results(int count) {
    return kafka.read(topics.detections(), count, PATIENCE);
  }

  private static List<Long> numbers(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static List<Long> sequences(
      List<ConsumerRecord<String, FrameAnalysis>> results, String camera) {
    return results.stream()
        .filter(result -> result.key().equals(camera))
        .map(result -> result.value().getFrame().getSequence())
        .toList();
  }
}
