package io.eigencam.topic;

import static io.eigencam.topic.HeaderNames.CE_ID;
import static io.eigencam.topic.HeaderNames.CE_SOURCE;
import static io.eigencam.topic.HeaderNames.CE_SPECVERSION;
import static io.eigencam.topic.HeaderNames.CE_TIME;
import static io.eigencam.topic.HeaderNames.CE_TYPE;
import static io.eigencam.topic.HeaderNames.CONTENT_TYPE;
import static io.eigencam.topic.HeaderNames.FRAME_SEQUENCE;
import static io.eigencam.topic.HeaderNames.TRACEPARENT;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every record that we write: a CloudEvent in binary mode.
 *
 * @param id equal for duplicates
 * @param source who took the frame, {@link #cameraSource}
 * @param type what the record is, {@link #type}
 * @param time when the frame was captured
 * @param contentType media type of the value
 * @param sequence number of the frame at its camera
 * @param traceParent W3C trace context of the frame; null when it came without one
 */
public record EventHeaders(
    String id,
    String source,
    String type,
    Instant time,
    String contentType,
    long sequence,
    @Nullable String traceParent) {

  /** Media type of an Avro message in Confluent framing. */
  public static final String AVRO = "application/avro";

  public EventHeaders {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(contentType, "contentType");
  }

  /** The CloudEvents source of a camera: {@code /cameras/<id>}, a URI reference. */
  public static String cameraSource(String cameraId) {
    return "/cameras/" + URLEncoder.encode(cameraId, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The CloudEvents type of a message.
   *
   * @param message the Avro record's name: "FrameAnalysis"
   */
  public static String type(String message) {
    return "io.eigencam." + message + ".v1";
  }

  /** Writes them; headers of the same names are replaced, all others stay. */
  public void writeTo(Headers headers) {
    HeaderText.replace(headers, CE_SPECVERSION, "1.0");
    HeaderText.replace(headers, CE_ID, id);
    HeaderText.replace(headers, CE_SOURCE, source);
    HeaderText.replace(headers, CE_TYPE, type);
    HeaderText.replace(headers, CE_TIME, time.toString());
    HeaderText.replace(headers, CONTENT_TYPE, contentType);
    HeaderText.replace(headers, FRAME_SEQUENCE, Long.toString(sequence));
    HeaderText.replace(headers, TRACEPARENT, traceParent);
  }
}
