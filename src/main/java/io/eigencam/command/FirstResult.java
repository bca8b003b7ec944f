package io.eigencam.command;

import io.eigencam.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Waits for the first result that is written from now on, and tells once. */
final class FirstResult implements AutoCloseable {
  private static final long JOIN_MILLIS = 2_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;

  FirstResult(String bootstrapServers, Topic<String, ?> topic, Runnable then) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // the end of now, not that of the first poll
    this.thread = new Thread(() -> await(then), "first-result");
    thread.setDaemon(true);
    thread.start();
  }

  private void await(Runnable then) {
    try (consumer) {
      while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
        // patience: the model may be slow
      }
      then.run();
    } catch (WakeupException closing) {
      // nobody waits any more
    }
  }

  @Override
  public void close() throws InterruptedException {
    consumer.wakeup();
    thread.join(JOIN_MILLIS);
  }
}
