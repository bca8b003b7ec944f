package io.eigencam.fault;

import io.eigencam.topic.RecordPosition;
import io.eigencam.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters to the topic of frames once more; each waits for every replica. One that the
 * topic refuses is remembered, and the others go on; when Kafka is away, or refuses us, nothing
 * does.
 */
public final class LetterResend implements AutoCloseable {
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;
  private static final int MOST_NAMED = 100;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final InstantSource clock;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** A letter that the topic does not take. */
  public record Refusal(RecordPosition letter, String text) {}

  /**
   * @param client Kafka client settings, {@code bootstrap.servers} among them
   */
  public LetterResend(Map<String, ?> client, Topic<?, ?> frames, InstantSource clock) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, frames.maxMessageBytes());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 0); // a refusal is about one letter alone
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
          } else if (isAboutTheRecord(exception)) {
            if (refused.getAndIncrement() < MOST_NAMED) {
              refusals.add(new Refusal(letter.position(), String.valueOf(exception.getMessage())));
            }
          } else {
            failure.compareAndSet(null, exception);
          }
        });
  }

  private static boolean isAboutTheRecord(Exception exception) {
    return exception instanceof RecordTooLargeException
        || exception instanceof InvalidRecordException
        || exception instanceof InvalidTimestampException;
  }

  /**
   * Waits until everything is delivered or refused.
   *
   * @throws IOException when a letter was neither
   */
  public void flush() throws IOException {
    producer.flush();
    rethrowFailure();
  }

  /** Letters that the brokers have acknowledged. */
  public long sent() {
    return sent.get();
  }

  /** Letters that the topic refused. */
  public long refused() {
    return refused.get();
  }

  /** The first of them. */
  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  private void rethrowFailure() throws IOException {
    Exception first = failure.get();
    if (first != null) {
      throw new IOException(
          "topic %s did not take a frame: %s; %d were sent, the same command sends the rest"
              .formatted(topic, first.getMessage(), sent.get()),
          first);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
