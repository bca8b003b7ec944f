package io.eigencam.fault;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far from now the records of a topic may be dated, as far as refusals have taught it. Ours
 * bear the time of the capture and take any that is past; a topic that somebody made by hand, or a
 * setting of the whole cluster, may refuse that ({@code message.timestamp.before.max.ms}). Such a
 * record ends the transaction; when its frame is read again, what is made of it bears the time of
 * its making, or the partition would stand still for ever. The capture time stays in the message.
 *
 * <p>Known until the process ends. Static for the same reason as {@link TopicLimits}.
 */
public final class TopicTimes {
  /** Milliseconds; the limit of a topic is one further with each refusal. */
  private static final List<Long> LIMITS = List.of(Long.MAX_VALUE, 3_600_000L, 60_000L, 0L);

  private static final Map<String, Integer> LEARNT = new ConcurrentHashMap<>();

  private TopicTimes() {}

  /**
   * The time that a record should bear.
   *
   * @param wanted milliseconds since the epoch, UTC
   * @param now the same; when the record is made
   */
  public static long of(String topic, long wanted, long now) {
    long limit = LIMITS.get(LEARNT.getOrDefault(topic, 0));
    return limit == Long.MAX_VALUE || Math.abs(now - wanted) <= limit ? wanted : now;
  }

  /**
   * A topic refused a record, perhaps for its time.
   *
   * @return whether less can be tried; false when it was not the time
   */
  static boolean refused(String topic) {
    int[] before = new int[1];
    LEARNT.compute(
        topic,
        (same, known) -> {
          before[0] = known == null ? 0 : known;
          return Math.min(before[0] + 1, LIMITS.size() - 1);
        });
    return before[0] < LIMITS.size() - 1;
  }
}
