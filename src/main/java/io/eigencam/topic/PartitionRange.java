package io.eigencam.topic;

import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/**
 * Some records of a partition.
 *
 * @param kept offset of the oldest record that the topic still has; above 0, older ones are gone
 * @param begin offset of the first
 * @param end offset after the last
 */
public record PartitionRange(TopicPartition partition, long kept, long begin, long end) {
  public PartitionRange {
    Objects.requireNonNull(partition, "partition");
    if (kept < 0 || begin < kept || end < begin) {
      throw new IllegalArgumentException(
          "%s: from %d to %d of what is kept from %d on".formatted(partition, begin, end, kept));
    }
  }

  /** Offsets in the range; a few belong to no record, such as the marks of transactions. */
  public long length() {
    return end - begin;
  }
}
