package io.eigencam.topic;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the frames topic as it was read: what it holds and where it stood. */
public final class SourceRecord {
  /** The last millisecond that RFC 3339 can write; a record dated later is not believed. */
  public static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final String topic;
  private final int partition;
  private final long offset;
  private final long timestamp;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final Headers headers;

  /**
   * @param timestamp milliseconds since the epoch, UTC; never negative
   * @param key not copied, as the value
   */
  public SourceRecord(
      String topic,
      int partition,
      long offset,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    this.topic = Objects.requireNonNull(topic, "topic");
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
    this.key = key;
    this.value = value;
    this.headers = Objects.requireNonNull(headers, "headers");
  }

  /** A record as it was read; a time that cannot be becomes the next one that can. */
  public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        Math.min(Math.max(record.timestamp(), 0), LATEST),
        record.key(),
        record.value(),
        record.headers());
  }

  /** A dead letter, as its record was read where that stood. */
  public static SourceRecord at(RecordPosition position, ConsumerRecord<byte[], byte[]> record) {
    long time = DeadLetterHeaders.timestamp(record.headers(), record.timestamp());
    return new SourceRecord(
        position.topic(),
        position.partition(),
        position.offset(),
        Math.min(Math.max(time, 0), LATEST),
        record.key(),
        record.value(),
        record.headers());
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** Milliseconds since the epoch, UTC. */
  public long timestamp() {
    return timestamp;
  }

  /** Not a copy. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Not a copy; null for a record without a value. */
  public byte @Nullable [] value() {
    return value;
  }

  public Headers headers() {
    return headers;
  }

  /** Where it stood; never its content, which is personal data. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
