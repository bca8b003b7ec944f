package io.eigencam.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One topic: its name and what stands in it.
 *
 * @param name full name, prefix included
 * @param keyType class of the record's key
 * @param valueType class of the record's value: an Avro message, or {@code byte[]} as it came
 * @param cleanup what Kafka does with old records
 * @param retention how long records are kept where they are deleted by age
 * @param maxMessageBytes the largest record batch that the topic takes, in bytes
 */
public record Topic<K, V>(
    String name,
    Class<K> keyType,
    Class<V> valueType,
    CleanupPolicy cleanup,
    Duration retention,
    int maxMessageBytes) {

  // Records bear the time of the capture: however old a recording is, no cluster-wide setting of
  // its broker shall refuse it; but what is dated years ahead would never be deleted.
  static final String TIME_BEFORE = "message.timestamp.before.max.ms";
  private static final String TIME_AFTER = "message.timestamp.after.max.ms";
  private static final Duration AHEAD = Duration.ofHours(1);

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  public Topic {
    Objects.requireNonNull(keyType, "keyType");
    Objects.requireNonNull(valueType, "valueType");
    Objects.requireNonNull(cleanup, "cleanup");
    if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "'%s' is no topic name: use letters, digits, '.', '_' and '-', at most 249 of them"
              .formatted(name));
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(name + ": retention must be positive, not " + retention);
    }
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          name + ": maxMessageBytes must be positive, not " + maxMessageBytes);
    }
  }

  /** What Kafka does with old records. */
  public enum CleanupPolicy {
    /** Records go when they are older than the retention. */
    DELETE,
    /** The newest record of every key stays. */
    COMPACT;

    String configured() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Subject of the value's schema in a registry (Confluent's TopicNameStrategy). */
  public String valueSubject() {
    return name + "-value";
  }

  /** The settings with which the topic is created, as Kafka names them. */
  public Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("cleanup.policy", cleanup.configured());
    if (cleanup == CleanupPolicy.DELETE) {
      config.put("retention.ms", Long.toString(retention.toMillis()));
    }
    config.put("max.message.bytes", Integer.toString(maxMessageBytes));
    config.put(TIME_BEFORE, Long.toString(Long.MAX_VALUE));
    config.put(TIME_AFTER, Long.toString(AHEAD.toMillis()));
    return config;
  }

  /** The same without what brokers before Kafka 3.6, and some of other makers, do not know. */
  Map<String, String> configOfOld() {
    Map<String, String> config = config();
    config.remove(TIME_BEFORE);
    config.remove(TIME_AFTER);
    return config;
  }
}
