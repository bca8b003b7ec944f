package io.eigencam.topic;

import java.util.Comparator;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record stands; all that may be said of one whose content is personal data. */
public record RecordPosition(String topic, int partition, long offset)
    implements Comparable<RecordPosition> {
  private static final Comparator<RecordPosition> ORDER =
      Comparator.comparing(RecordPosition::topic)
          .thenComparingInt(RecordPosition::partition)
          .thenComparingLong(RecordPosition::offset);

  public RecordPosition {
    Objects.requireNonNull(topic, "topic");
  }

  public static RecordPosition of(ConsumerRecord<?, ?> record) {
    return new RecordPosition(record.topic(), record.partition(), record.offset());
  }

  @Override
  public int compareTo(RecordPosition other) {
    return ORDER.compare(this, other);
  }

  /** As Kafka's tools write it: {@code topic-partition@offset}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
