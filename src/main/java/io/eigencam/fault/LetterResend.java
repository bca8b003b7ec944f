package io.eigencam.fault;

import io.eigencam.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends dead letters to the topic of frames once more; each waits for every replica. */
public final class LetterResend implements AutoCloseable {
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final InstantSource clock;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param client Kafka client settings, {@code bootstrap.servers} among them
   */
  public LetterResend(Map<String, ?> client, Topic<?, ?> frames, InstantSource clock) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, frames.maxMessageBytes());
    settings.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = frames.name();
    this.partitions = producer.partitionsFor(topic).size();
    this.clock = clock;
  }

  /**
   * Hands one letter to Kafka.
   *
   * @throws IOException if an earlier one was not delivered
   */
  public void send(StoredLetter letter) throws IOException {
    rethrowFailure();
    producer.send(
        RetryRecord.of(letter, topic, partitions, clock.millis()),
        (metadata, exception) -> {
          if (exception == null) {
            sent.incrementAndGet();
          } else {
            failure.compareAndSet(null, exception);
          }
        });
  }

  /**
   * Waits until everything is delivered.
   *
   * @throws IOException when a letter was not
   */
  public void flush() throws IOException {
    producer.flush();
    rethrowFailure();
  }

  /** Letters that the brokers have acknowledged. */
  public long sent() {
    return sent.get();
  }

  private void rethrowFailure() throws IOException {
    Exception first = failure.get();
    if (first != null) {
      throw new IOException(
          "topic %s did not take a frame: %s".formatted(topic, first.getMessage()), first);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
