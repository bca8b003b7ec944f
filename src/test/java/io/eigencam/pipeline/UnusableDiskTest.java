package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The topology keeps no state, so a disk that takes nothing must not matter to it. */
@Timeout(300)
class UnusableDiskTest {
  private final StandaloneKafka kafka = StandaloneKafka.shared();
  @TempDir private Path folder;

  @Test
  void shouldWorkOnFramesWhereNothingCanBeWritten() throws Exception {
    // Given: a place at which no folder can be made, whoever asks
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Topics topics = kafka.freshTopics();

    // When
    try (RunningPath path =
            new RunningPath(
                new ScriptedDetector(),
                topics,
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                file.resolve("state"),
                Map.of());
        KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer
          .send(new ProducerRecord<>(topics.cameraFrames().name(), "left", Pictures.jpeg(64, 48)))
          .get();
      List<ConsumerRecord<String, FrameAnalysis>> results =
          kafka.read(topics.detections(), 1, Duration.ofSeconds(60));

      // Then
      assertEquals(FrameStatus.ANALYZED, results.get(0).value().getStatus());
    }
    assertEquals("in the way", Files.readString(file));
  }
}
