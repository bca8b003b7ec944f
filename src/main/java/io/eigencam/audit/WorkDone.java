package io.eigencam.audit;

import io.eigencam.topic.PartitionRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * How far the frames have been worked on: what tells a frame that is lost from one whose turn has
 * not come.
 *
 * @param committed per partition of the frames, the offset of the next frame to work on, as the
 *     consumer group has committed it; null when the group is unknown. Then a frame counts as due
 *     once a later frame of its partition was answered
 */
public record WorkDone(@Nullable Map<Integer, Long> committed) {
  public WorkDone {
    committed = committed == null ? null : Map.copyOf(committed);
  }

  /** No group is known. */
  public static WorkDone unknown() {
    return new WorkDone(null);
  }

  /** How far a group has come in a topic; unknown where it has never committed anything there. */
  public static WorkDone of(Admin admin, String group, String topic) {
    return new ClusterState(admin).workDone(group, topic);
  }

  /** Of the ranges, what nobody has worked on; all of a partition of which nothing is known. */
  public List<PartitionRange> rest(List<PartitionRange> ranges) {
    return ranges.stream()
        .map(
            range -> {
              Long next = committed == null ? null : committed.get(range.partition().partition());
              long begin = next == null ? range.begin() : Math.max(range.kept(), next);
              return new PartitionRange(
                  range.partition(), range.kept(), Math.min(begin, range.end()), range.end());
            })
        .toList();
  }

  public boolean known() {
    return committed != null;
  }

  /** How many frames before an offset nobody has worked on, at most; 0 where nothing is known. */
  long unreadBefore(int partition, long offset) {
    Long next = committed == null ? null : committed.get(partition);
    return next == null ? 0 : Math.max(0, offset - next);
  }

  /**
   * @param answered offset after the last frame of the partition that has a result
   */
  boolean due(int partition, long offset, long answered) {
    return offset < (committed == null ? answered : committed.getOrDefault(partition, 0L));
  }
}
