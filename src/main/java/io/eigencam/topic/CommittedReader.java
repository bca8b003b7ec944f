package io.eigencam.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads ranges of topics from beginning to end, what is committed only, without a group and without
 * leaving a trace. Holds at most {@value #FETCH_BYTES} bytes of records at a time, or one batch.
 */
public final class CommittedReader implements AutoCloseable {
  private static final int FETCH_BYTES = 16 * 1024 * 1024;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration patience;

  /**
   * @param client Kafka client settings, {@code bootstrap.servers} among them
   * @param patience how long a range may give nothing before reading it fails
   */
  public CommittedReader(Map<String, ?> client, Duration patience) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.patience = patience;
  }

  /**
   * All of a topic that is committed by now, or a part of it.
   *
   * @param from begins with the first record of that time or later; null for the oldest
   * @param to ends before the first record of that time or later; null for the newest
   * @throws UnknownTopicOrPartitionException if there is no such topic
   */
  public List<PartitionRange> range(String topic, @Nullable Instant from, @Nullable Instant to) {
    List<TopicPartition> partitions = partitions(topic);
    return range(consumer.endOffsets(partitions), from, to);
  }

  /** The same up to given ends, which may hold what is not committed yet. */
  public List<PartitionRange> range(
      Map<TopicPartition, Long> ends, @Nullable Instant from, @Nullable Instant to) {
    Map<TopicPartition, Long> kept = consumer.beginningOffsets(ends.keySet());
    Map<TopicPartition, Long> begins = from == null ? kept : firstAt(from, ends);
    Map<TopicPartition, Long> lasts = to == null ? ends : firstAt(to, ends);
    List<PartitionRange> ranges = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          long oldest = kept.getOrDefault(partition, 0L);
          long begin = Math.max(oldest, begins.getOrDefault(partition, oldest));
          long last = Math.min(end, lasts.getOrDefault(partition, end));
          ranges.add(new PartitionRange(partition, oldest, begin, Math.max(begin, last)));
        });
    return ranges;
  }

  /** The same ranges, and what follows them in their partitions by now. */
  public List<PartitionRange> toTheEnd(Collection<PartitionRange> ranges) {
    Map<TopicPartition, Long> ends =
        consumer.endOffsets(ranges.stream().map(PartitionRange::partition).toList());
    return ranges.stream()
        .map(
            range -> {
              long end = Math.max(range.end(), ends.getOrDefault(range.partition(), 0L));
              return new PartitionRange(range.partition(), range.kept(), range.begin(), end);
            })
        .toList();
  }

  /**
   * @throws UnknownTopicOrPartitionException if there is no such topic
   */
  public List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic);
    }
    return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** Where the first record of that time or later stands; the end where there is none. */
  private Map<TopicPartition, Long> firstAt(Instant time, Map<TopicPartition, Long> ends) {
    long millis = Math.max(0, time.toEpochMilli());
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            ends.keySet().stream().collect(Collectors.toMap(p -> p, p -> millis)));
    Map<TopicPartition, Long> first = new HashMap<>(ends);
    found.forEach(
        (partition, at) -> {
          if (at != null) {
            first.put(partition, at.offset());
          }
        });
    return first;
  }

  /**
   * Hands over every committed record of the ranges, in the order of each partition.
   *
   * @throws KafkaException if the end is not reached, because Kafka is away or a transaction stays
   *     open before it
   */
  public void read(
      Collection<PartitionRange> ranges, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (PartitionRange range : ranges) {
      if (range.length() > 0) {
        ends.put(range.partition(), range.end());
      }
    }
    consumer.assign(ends.keySet());
    consumer.resume(consumer.paused());
    ranges.stream()
        .filter(range -> range.length() > 0)
        .forEach(range -> consumer.seek(range.partition(), range.begin()));
    Map<TopicPartition, Long> positions = new HashMap<>();
    long progress = System.nanoTime();
    while (!ends.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() < end) {
          each.accept(record);
        }
      }
      if (advance(ends, positions)) {
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > patience.toNanos()) {
        throw new KafkaException(stuck(ends, positions));
      }
    }
  }

  /** Takes the finished partitions out; tells whether anything was read since the last call. */
  private boolean advance(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    boolean advanced = false;
    for (Map.Entry<TopicPartition, Long> end : Map.copyOf(ends).entrySet()) {
      TopicPartition partition = end.getKey();
      long position = consumer.position(partition);
      Long before = positions.put(partition, position);
      advanced |= before == null || before != position;
      if (position >= end.getValue()) {
        ends.remove(partition);
        consumer.pause(List.of(partition));
      }
    }
    return advanced;
  }

  private String stuck(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
    TopicPartition partition = ends.keySet().iterator().next();
    return ("nothing could be read of %s at offset %d for %d s: Kafka is away, or a transaction is"
            + " open there; try again")
        .formatted(partition, positions.get(partition), patience.toSeconds());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSING));
  }
}
