package io.eigencam.fault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How large the records of a topic may be, as far as refusals have taught it. A topic that somebody
 * made by hand may take less than ours do, and its settings may not be ours to read. A record that
 * it refuses ends the transaction; when its frame is read again, what is made of it must be
 * smaller, or the partition would stand still for ever.
 *
 * <p>Known until the process ends, which is when a topic that was mended counts again. Static,
 * because Kafka makes its own handlers and gives them nothing.
 */
public final class TopicLimits {
  /** What a topic takes that nobody said anything about, less the batch around a record. */
  private static final long USUAL = 1_000_000;

  /** Two lengths around each header. */
  private static final int HEADER = 10;

  /** What an interceptor of the producer may add to a record after it was measured. */
  private static final long UNSEEN = 4096;

  private static final Map<String, Long> LEARNT = new ConcurrentHashMap<>();

  private TopicLimits() {}

  /** The most bytes that a record of this topic should have. */
  public static long of(String topic) {
    return LEARNT.getOrDefault(topic, Long.MAX_VALUE);
  }

  /**
   * A topic refused a record as too large. The limit falls with every record that it would have let
   * through, so that retries end; one that was on its way under an earlier limit teaches nothing,
   * however many there are.
   *
   * @return the new limit of its topic
   */
  public static long refused(ProducerRecord<byte[], byte[]> record) {
    long bytes = bytes(record.key(), record.value(), record.headers());
    return LEARNT.compute(record.topic(), (topic, known) -> learnt(known, bytes));
  }

  private static long learnt(@Nullable Long known, long bytes) {
    if (known == null) {
      return bytes > USUAL ? USUAL : bytes / 2;
    }
    if (bytes > known + UNSEEN) {
      return known;
    }
    return bytes > USUAL && known > USUAL ? USUAL : Math.min(bytes, known) / 2;
  }

  /** What a record takes, without the batch around it; rather too much than too little. */
  public static long bytes(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    long bytes = length(key) + length(value);
    for (Header header : headers) {
      // a character is at most three bytes
      bytes += HEADER + 3L * header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
