package io.eigencam.fault;

import io.eigencam.topic.DeadLetterHeaders;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters that their topic refused whatever their size and time: a compacted one takes none
 * without a key, for example. Such a letter ends the transaction; when its frame is read again, the
 * letter is left out, or the partition would stand still for ever. The frame's result tells of it
 * all the same.
 *
 * <p>Which letter of a batch was refused is not always told, but each refusal leaves less to be
 * tried: first the time, and letters without a key, then one letter after the other, and when there
 * were {@value #MOST}, the topic takes no letters.
 *
 * <p>Known until the process ends. Static for the same reason as {@link TopicLimits}.
 */
public final class RefusedLetters {
  static final int MOST = 5;

  private static final Set<String> WITH_KEYS_ONLY = ConcurrentHashMap.newKeySet();
  private static final Map<String, Set<String>> PLACES = new ConcurrentHashMap<>();

  private RefusedLetters() {}

  /**
   * A topic refused a record, or the batch that it stood in, for something else than its size.
   *
   * @param maybeKey whether it can have been for a lack of a key
   * @return whether something will be done otherwise the next time
   */
  public static boolean refused(ProducerRecord<byte[], byte[]> record, boolean maybeKey) {
    DeadLetterHeaders headers = DeadLetterHeaders.read(record.headers());
    if (headers == null) {
      return TopicTimes.refused(record.topic());
    }
    if (maybeKey && WITH_KEYS_ONLY.add(record.topic())) {
      return true; // of others in its batch, the time may have been at fault: the next time tells
    }
    if (!TopicTimes.refused(record.topic())) {
      Set<String> places =
          PLACES.computeIfAbsent(record.topic(), topic -> ConcurrentHashMap.newKeySet());
      if (places.size() < MOST) {
        places.add(place(headers));
      }
    }
    return true;
  }

  static boolean contains(ProducerRecord<byte[], byte[]> letter) {
    if (letter.key() == null && WITH_KEYS_ONLY.contains(letter.topic())) {
      return true;
    }
    Set<String> places = PLACES.get(letter.topic());
    if (places == null) {
      return false;
    }
    DeadLetterHeaders headers = DeadLetterHeaders.read(letter.headers());
    return places.size() >= MOST || headers != null && places.contains(place(headers));
  }

  private static String place(DeadLetterHeaders headers) {
    return headers.topic() + "-" + headers.partition() + "@" + headers.offset();
  }
}
