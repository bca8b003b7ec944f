package io.eigencam.fault;

import io.eigencam.topic.DeadLetterHeaders;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;

/**
 * Dead letters that their topic refused whatever their size: a compacted one takes none without a
 * key, for example. Such a letter ends the transaction; when its frame is read again, the letter is
 * left out, or the partition would stand still for ever. The frame's result tells of it all the
 * same.
 *
 * <p>Static for the same reason as {@link TopicLimits}.
 */
public final class RefusedLetters {
  /** A frame is read again right after the refusal, so few need to be known. */
  private static final int MOST = 1_000;

  private static final Set<String> PLACES =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  private RefusedLetters() {}

  /** Remembers the letter, by the place of the record that it is about. */
  public static void add(Headers letter) {
    DeadLetterHeaders headers = DeadLetterHeaders.read(letter);
    if (headers != null) {
      PLACES.add(place(headers));
    }
  }

  static boolean contains(Headers letter) {
    DeadLetterHeaders headers = DeadLetterHeaders.read(letter);
    return headers != null && PLACES.contains(place(headers));
  }

  private static String place(DeadLetterHeaders headers) {
    return headers.topic() + "-" + headers.partition() + "@" + headers.offset();
  }
}
