package io.eigencam.topic;

import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the frames topic as it was read: what it holds and where it stood. */
public final class SourceRecord {
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
