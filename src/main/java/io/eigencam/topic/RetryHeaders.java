package io.eigencam.topic;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What marks a dead letter that was sent again. It is a new frame, with an id of its own that
 * follows from the first one's: so each is answered once, and who sends a letter again by mistake
 * sends one with the same id.
 *
 * @param count how often it was sent again, from 1 on
 * @param original id of the frame that was rejected first
 */
public record RetryHeaders(int count, String original) {
  /** Ids may be long; what is added must not make one too long to be read. */
  private static final int LONGEST_ORIGINAL = 900;

  public RetryHeaders {
    if (count < 1) {
      throw new IllegalArgumentException("retries count from 1, not from " + count);
    }
    Objects.requireNonNull(original, "original");
  }

  /**
   * The next time for a frame.
   *
   * @param headers of the rejected frame
   * @param id of the rejected frame
   */
  public static RetryHeaders after(Headers headers, String id) {
    RetryHeaders last = read(headers);
    return last == null ? new RetryHeaders(1, id) : new RetryHeaders(last.count + 1, last.original);
  }

  /** Null for a frame that was never sent again. */
  public static @Nullable RetryHeaders read(Headers headers) {
    String count = HeaderText.read(headers, HeaderNames.DLQ_RETRY);
    String original = HeaderText.read(headers, HeaderNames.RETRY_OF);
    return count == null || original == null || !count.matches("[1-9][0-9]{0,8}")
        ? null
        : new RetryHeaders(Integer.parseInt(count), original);
  }

  /** Id of the frame that it is this time. */
  public String id() {
    byte[] bytes = original.getBytes(StandardCharsets.UTF_8);
    return (bytes.length > LONGEST_ORIGINAL ? UUID.nameUUIDFromBytes(bytes) : original)
        + "~retry-"
        + count;
  }

  /** Writes them and the id; headers of the same names are replaced, all others stay. */
  public void writeTo(Headers headers) {
    HeaderText.replace(headers, HeaderNames.DLQ_RETRY, Integer.toString(count));
    HeaderText.replace(headers, HeaderNames.RETRY_OF, original);
    HeaderText.replace(headers, HeaderNames.CE_ID, id());
  }
}
