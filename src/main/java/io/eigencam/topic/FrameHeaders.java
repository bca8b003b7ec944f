package io.eigencam.topic;

import static io.eigencam.topic.HeaderNames.CE_ID;
import static io.eigencam.topic.HeaderNames.CE_TIME;
import static io.eigencam.topic.HeaderNames.CONTENT_TYPE;
import static io.eigencam.topic.HeaderNames.FRAME_SEQUENCE;
import static io.eigencam.topic.HeaderNames.TRACEPARENT;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a producer said about its frame. All of it is optional, and a header that cannot be read
 * counts as absent: a frame is never lost for a bad header.
 *
 * @param id CloudEvents id; null when absent
 * @param captureTime {@code ce_time}, year 1 to 9999; null when absent or no RFC 3339 time
 * @param sequence number of the frame at its camera, not negative; null when absent
 * @param traceParent W3C trace context; null when absent or malformed
 * @param contentType media type; null when absent
 */
public record FrameHeaders(
    @Nullable String id,
    @Nullable Instant captureTime,
    @Nullable Long sequence,
    @Nullable String traceParent,
    @Nullable String contentType) {

  // https://www.w3.org/TR/trace-context/ 3.2; the all-zero ids are invalid
  private static final Pattern TRACE_PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");

  /** Reads the headers of a record of the frames topic. */
  public static FrameHeaders read(Headers headers) {
    String trace = HeaderText.read(headers, TRACEPARENT);
    return new FrameHeaders(
        HeaderText.read(headers, CE_ID),
        time(HeaderText.read(headers, CE_TIME)),
        sequence(HeaderText.read(headers, FRAME_SEQUENCE)),
        trace != null && TRACE_PARENT.matcher(trace).matches() ? trace : null,
        HeaderText.read(headers, CONTENT_TYPE));
  }

  /**
   * The id of the frame: the stated one, or one that follows from where its record stands, so that
   * a second reading gives the same.
   */
  public String idAt(String topic, int partition, long offset) {
    return id == null || id.isBlank() ? topic + "-" + partition + "-" + offset : id;
  }

  private static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return time.getYear() < 1 || time.getYear() > 9999 ? null : time.toInstant();
    } catch (DateTimeException e) {
      return null; // no time
    }
  }

  private static @Nullable Long sequence(@Nullable String text) {
    return text != null && SEQUENCE.matcher(text).matches() ? Long.valueOf(text) : null;
  }
}
