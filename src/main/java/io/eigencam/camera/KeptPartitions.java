package io.eigencam.camera;

import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Keeps on a compacted topic which camera's frames go to which partition. A camera stays where it
 * was once put, whatever cameras come and go and however many partitions are added later, and so
 * its frames stay in order; a new one goes where the fewest are.
 *
 * <p>Several programs may put cameras at once. The broker is the lock between them: they share a
 * transactional id, so that whoever begins shuts out whoever began before, and a commit means that
 * nobody has put a camera since this program has read where the others are.
 */
public final class KeptPartitions implements PartitionChoice {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CONTENTION = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 200;

  private final Map<String, Object> client;
  private final Topic<String, String> topic;
  private final Consumer<String> notices;

  /**
   * @param client Kafka client settings: {@code bootstrap.servers} and what security needs
   * @param topic where the partitions of cameras stand
   * @param notices takes a line for people if the topic is not there, in which case the camera's
   *     number alone decides
   */
  public KeptPartitions(
      Map<String, ?> client, Topic<String, String> topic, Consumer<String> notices) {
    this.client = new HashMap<>(client);
    this.topic = topic;
    this.notices = notices;
  }

  @Override
  public int of(CameraId camera, int partitions) throws IOException {
    try {
      Integer kept = read().of(camera, partitions);
      return kept == null ? put(camera, partitions) : kept;
    } catch (UnknownTopicOrPartitionException e) {
      notices.accept(
          "There is no topic %s (`eigencam topics create` makes it): the number in the camera's name decides about its partition"
              .formatted(topic.name()));
      return camera.partition(partitions);
    } catch (KafkaException e) {
      throw new IOException(
          "Cannot find out on topic %s to which partition camera %s belongs: %s"
              .formatted(topic.name(), camera, e.getMessage()),
          e);
    }
  }

  /** Puts a camera that has no partition yet, unless somebody else does so in the meantime. */
  private int put(CameraId camera, int partitions) throws IOException {
    long begin = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try (KafkaProducer<String, String> lock = lock()) {
        lock.initTransactions();
        Assignments assignments = read();
        Integer others = assignments.of(camera, partitions);
        if (others != null) {
          return others;
        }
        int chosen = assignments.free(camera, partitions);
        lock.beginTransaction();
        lock.send(new ProducerRecord<>(topic.name(), camera.text(), Integer.toString(chosen)))
            .get();
        lock.commitTransaction();
        return chosen;
      } catch (ProducerFencedException | InvalidProducerEpochException | ExecutionException e) {
        if (!shutOut(e)) {
          throw new IOException("Cannot write to topic " + topic.name() + ": " + e.getMessage(), e);
        }
        if (System.nanoTime() - begin > CONTENTION.toNanos()) {
          throw new IOException(
              "Too many cameras are starting at once to give each a partition; try again", e);
        }
        pause(attempt);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static boolean shutOut(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException;
  }

  /** Different for each, and longer each time, so that one of many gets through. */
  private static void pause(int attempt) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(
          1 + RandomGenerator.getDefault().nextInt(PAUSE_MILLIS * Math.min(attempt, 10)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Assignments read() {
    Assignments assignments = new Assignments();
    try (CommittedReader reader = new CommittedReader(client, PATIENCE)) {
      reader.read(
          reader.range(topic.name(), null, null),
          record -> {
            if (record.key() != null) {
              assignments.put(
                  text(record.key()), record.value() == null ? null : text(record.value()));
            }
          });
    }
    return assignments;
  }

  private KafkaProducer<String, String> lock() {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "eigencam-camera-partitions");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.name());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) PATIENCE.toMillis());
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2 * PATIENCE.toMillis());
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
