package io.eigencam.topic;

import static io.eigencam.topic.HeaderNames.DEAD_LETTER_CAUSE;
import static io.eigencam.topic.HeaderNames.DEAD_LETTER_EXCEPTION_CLASS;
import static io.eigencam.topic.HeaderNames.DEAD_LETTER_OFFSET;
import static io.eigencam.topic.HeaderNames.DEAD_LETTER_PARTITION;
import static io.eigencam.topic.HeaderNames.DEAD_LETTER_REASON;
import static io.eigencam.topic.HeaderNames.DEAD_LETTER_TIMESTAMP;
import static io.eigencam.topic.HeaderNames.DEAD_LETTER_TOPIC;
import static io.eigencam.topic.HeaderNames.DEAD_LETTER_VALUE_BYTES;
import static io.eigencam.topic.HeaderNames.STREAMS_EXCEPTION;
import static io.eigencam.topic.HeaderNames.STREAMS_MESSAGE;
import static io.eigencam.topic.HeaderNames.STREAMS_OFFSET;
import static io.eigencam.topic.HeaderNames.STREAMS_PARTITION;
import static io.eigencam.topic.HeaderNames.STREAMS_STACK_TRACE;
import static io.eigencam.topic.HeaderNames.STREAMS_TOPIC;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Why a record stands on the dead-letter topic and where it stood before.
 *
 * @param reason name of the reason, for machines
 * @param cause what is wrong, for people; cut to {@value #LONGEST_CAUSE} characters; never any
 *     content of the frame
 * @param topic topic on which the record was read
 * @param partition partition of that topic
 * @param offset offset in that partition
 * @param exceptionClass class of the exception; null when there was none
 */
public record DeadLetterHeaders(
    String reason,
    String cause,
    String topic,
    int partition,
    long offset,
    @Nullable String exceptionClass) {

  private static final int LONGEST_CAUSE = 300; // three bytes each still fit a readable header

  private static final List<String> ALL =
      List.of(
          DEAD_LETTER_REASON,
          DEAD_LETTER_CAUSE,
          DEAD_LETTER_TOPIC,
          DEAD_LETTER_PARTITION,
          DEAD_LETTER_OFFSET,
          DEAD_LETTER_EXCEPTION_CLASS,
          DEAD_LETTER_VALUE_BYTES,
          DEAD_LETTER_TIMESTAMP,
          STREAMS_EXCEPTION,
          STREAMS_MESSAGE,
          STREAMS_STACK_TRACE,
          STREAMS_TOPIC,
          STREAMS_PARTITION,
          STREAMS_OFFSET);

  public DeadLetterHeaders {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(topic, "topic");
    if (cause.length() > LONGEST_CAUSE) {
      cause = cause.substring(0, LONGEST_CAUSE);
    }
  }

  /**
   * Writes them, also under the names that Kafka Streams has for them; headers of the same names
   * are replaced, all others stay.
   */
  public void writeTo(Headers headers) {
    HeaderText.replace(headers, DEAD_LETTER_REASON, reason);
    HeaderText.replace(headers, DEAD_LETTER_CAUSE, cause);
    HeaderText.replace(headers, DEAD_LETTER_TOPIC, topic);
    HeaderText.replace(headers, DEAD_LETTER_PARTITION, Integer.toString(partition));
    HeaderText.replace(headers, DEAD_LETTER_OFFSET, Long.toString(offset));
    HeaderText.replace(headers, DEAD_LETTER_EXCEPTION_CLASS, exceptionClass);
    HeaderText.replace(headers, STREAMS_EXCEPTION, exceptionClass);
    HeaderText.replace(headers, STREAMS_MESSAGE, cause);
    HeaderText.replace(headers, STREAMS_STACK_TRACE, null); // may quote anything, or be outdated
    HeaderText.replace(headers, STREAMS_TOPIC, topic);
    HeaderText.replace(headers, STREAMS_PARTITION, Integer.toString(partition));
    HeaderText.replace(headers, STREAMS_OFFSET, Long.toString(offset));
  }

  /** Takes all of them away, whoever wrote them. */
  public static void removeFrom(Headers headers) {
    ALL.forEach(headers::remove);
  }

  /**
   * The time of the frame, if the letter bears another.
   *
   * @return milliseconds since the epoch, UTC; the given time where no header tells another
   */
  public static long timestamp(Headers headers, long given) {
    String text = HeaderText.read(headers, DEAD_LETTER_TIMESTAMP);
    return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : given;
  }

  /** Reads them back; null when the record carries no complete set. */
  public static @Nullable DeadLetterHeaders read(Headers headers) {
    String reason = HeaderText.read(headers, DEAD_LETTER_REASON);
    String cause = HeaderText.read(headers, DEAD_LETTER_CAUSE);
    String topic = HeaderText.read(headers, DEAD_LETTER_TOPIC);
    String partition = HeaderText.read(headers, DEAD_LETTER_PARTITION);
    String offset = HeaderText.read(headers, DEAD_LETTER_OFFSET);
    if (reason == null || topic == null || partition == null || offset == null) {
      return null;
    }
    try {
      return new DeadLetterHeaders(
          reason,
          cause == null ? "" : cause,
          topic,
          Integer.parseInt(partition),
          Long.parseLong(offset),
          HeaderText.read(headers, DEAD_LETTER_EXCEPTION_CLASS));
    } catch (NumberFormatException e) {
      return null; // somebody else's headers
    }
  }
}
