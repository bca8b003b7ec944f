package io.eigencam.dashboard;

import io.eigencam.log.LogFields;
import io.eigencam.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads all partitions of the topics from their ends, in a thread of its own: a client like any
 * other, without a group, that sees what everybody may see. Topics may appear later, and brokers
 * may go and come.
 */
final class TopicsReader implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TopicsReader.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_FOR_MISSING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PICTURES_BACK_MILLIS = 15_000;
  private static final long JOIN_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 1_000;

  private final Map<String, Object> settings;
  private final Set<String> topics;
  private final String pictures;
  private final RecordDispatch dispatch;
  private final LiveView view;
  private final Thread thread = new Thread(this, "dashboard-reader");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private boolean answering;
  private boolean complete;
  private long looked;

  /**
   * @param kafka client settings, {@code bootstrap.servers} among them
   */
  TopicsReader(Map<String, Object> kafka, Topics topics, RecordDispatch dispatch, LiveView view) {
    this.settings = new HashMap<>(kafka);
    this.pictures = topics.cameraFrames().name();
    this.topics = Set.of(pictures, topics.detections().name(), topics.attentionMaps().name());
    this.dispatch = dispatch;
    this.view = view;
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "eigencam-dashboard");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (closing.getCount() > 0) {
        try {
          round();
        } catch (WakeupException e) {
          LOG.debug("Woken up to close");
        } catch (KafkaException e) {
          try (LogFields fields = LogFields.with("cause", e)) {
            LOG.warn("The live page cannot read the topics and tries again");
          }
          answering = false;
          view.tick(false);
          closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
          // One strange record must not end the page for good.
          LOG.error("The live page left out records because of a defect", e);
          closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      consumer.close(CloseOptions.timeout(ANSWER));
    }
  }

  private void round() throws InterruptedException {
    long now = System.nanoTime();
    if (looked == 0 || now - looked > (complete ? LOOK_NANOS : LOOK_FOR_MISSING_NANOS)) {
      look();
      looked = System.nanoTime();
    }
    if (consumer.assignment().isEmpty()) {
      closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      records.forEach(dispatch::accept);
    }
    view.tick(answering);
  }

  /** Asks the brokers which partitions there are; new ones are read from their end. */
  private void look() {
    Map<String, List<PartitionInfo>> all;
    try {
      all = consumer.listTopics(ANSWER);
      answering = true;
    } catch (TimeoutException e) {
      if (answering || looked == 0) {
        LOG.warn("The live page gets no answer from Kafka and goes on trying");
      }
      answering = false;
      complete = false;
      return;
    }
    Set<TopicPartition> wanted = new HashSet<>();
    for (String topic : topics) {
      for (PartitionInfo partition : all.getOrDefault(topic, List.of())) {
        wanted.add(new TopicPartition(topic, partition.partition()));
      }
    }
    complete = all.keySet().containsAll(topics);
    if (!wanted.equals(consumer.assignment())) {
      List<TopicPartition> added = new ArrayList<>(wanted);
      added.removeAll(consumer.assignment());
      consumer.assign(wanted);
      begin(added);
    }
  }

  /**
   * Results count from now on. Pictures are read from a little earlier: the next results are of
   * frames that were published before.
   */
  private void begin(List<TopicPartition> added) {
    consumer.seekToEnd(added);
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : added) {
      // Now, not at the first fetch: what is published from here on is seen.
      consumer.position(partition);
      if (partition.topic().equals(pictures)) {
        times.put(partition, System.currentTimeMillis() - PICTURES_BACK_MILLIS);
      }
    }
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                consumer.seek(partition, found.offset());
              }
            });
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
