package io.eigencam.publish;

import io.eigencam.frame.FrameReference;
import io.eigencam.topic.EventHeaders;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A message about a frame as it goes to a topic: keyed by the camera, so that what a camera showed
 * first is read first; dated with the capture, so that results line up with the world and not with
 * our load; a CloudEvent in its headers.
 */
public record ResultRecord<M extends SpecificRecord>(FrameReference frame, M message) {
  public ResultRecord {
    Objects.requireNonNull(frame, "frame");
    Objects.requireNonNull(message, "message");
  }

  public String key() {
    return frame.cameraId();
  }

  /**
   * The capture time in milliseconds since the epoch, UTC; where the camera's clock is ahead, the
   * time of the frame's record: that has been accepted by a broker, which refuses what is dated too
   * far in the future.
   */
  public long timestamp() {
    return Math.min(frame.captureTime().toEpochMilli(), frame.ingestTime().toEpochMilli());
  }

  /** Nothing of the input's headers but the trace is carried on. */
  public Headers headers() {
    Headers headers = new RecordHeaders();
    new EventHeaders(
            frame.id(),
            EventHeaders.cameraSource(frame.cameraId()),
            EventHeaders.type(message.getSchema().getName()),
            frame.captureTime(),
            EventHeaders.AVRO,
            frame.sequence(),
            frame.traceParent())
        .writeTo(headers);
    return headers;
  }
}
