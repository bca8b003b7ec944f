package io.eigencam.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads a topic that others write to as well: committed records only, from its beginning. */
final class TopicLog<V> implements AutoCloseable {
  private final KafkaConsumer<byte[], V> consumer;
  private final List<ConsumerRecord<byte[], V>> read = new ArrayList<>();

  TopicLog(String bootstrapServers, String topic, Deserializer<V> values) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            values);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits until there are that many such records; gives fewer when the time is over. */
  List<ConsumerRecord<byte[], V>> await(
      Predicate<ConsumerRecord<byte[], V>> such, int count, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    List<ConsumerRecord<byte[], V>> found = found(such);
    while (found.size() < count && System.nanoTime() - end < 0) {
      consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      found = found(such);
    }
    return found;
  }

  private List<ConsumerRecord<byte[], V>> found(Predicate<ConsumerRecord<byte[], V>> such) {
    return read.stream().filter(such).toList();
  }

  static <V> Predicate<ConsumerRecord<byte[], V>> key(String key) {
    byte[] bytes = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return record -> Arrays.equals(record.key(), bytes);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
