package io.eigencam.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Watches results as they become visible to a reader of committed records. */
final class Results implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Instant> newest = new HashMap<>();

  Results(Cluster cluster) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(cluster.topics.detections().name())
        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Waits for a result of each camera of a frame that was taken later than that.
   *
   * @return how long after that moment the last of them became visible
   */
  Duration awaitLater(Instant moment, Set<String> cameras, Duration patience) {
    Instant end = Instant.now().plus(patience);
    while (!cameras.stream()
        .allMatch(camera -> newest.getOrDefault(camera, Instant.MIN).isAfter(moment))) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "no results of frames after %s within %s; the newest: %s"
                .formatted(moment, patience, newest));
      }
      for (ConsumerRecord<String, byte[]> result : consumer.poll(Duration.ofMillis(50))) {
        newest.merge(
            result.key(),
            Instant.ofEpochMilli(result.timestamp()),
            (old, now) -> now.isAfter(old) ? now : old);
      }
    }
    return Duration.between(moment, Instant.now());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
