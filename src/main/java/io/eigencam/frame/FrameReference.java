package io.eigencam.frame;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which frame: enough to find it again and to join the messages that speak of it, without its
 * pixels.
 *
 * @param cameraId the key of the record; never empty
 * @param sequence number of the frame at its camera, from the {@code frame-sequence} header, else
 *     the record's offset
 * @param id the CloudEvents id; equal for duplicates of one frame
 * @param captureTime when the camera took it, UTC
 * @param captureTimeSource where that time was read
 * @param ingestTime when the record reached Kafka, UTC
 * @param traceParent the W3C {@code traceparent} header, carried to every output; null when the
 *     producer sent none
 */
public record FrameReference(
    String cameraId,
    long sequence,
    String id,
    Instant captureTime,
    CaptureTimeSource captureTimeSource,
    Instant ingestTime,
    @Nullable String traceParent) {

  public FrameReference {
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(captureTime, "captureTime");
    Objects.requireNonNull(captureTimeSource, "captureTimeSource");
    Objects.requireNonNull(ingestTime, "ingestTime");
  }

  /** The same frame, as part of a trace that has gone on since it was read. */
  public FrameReference tracedBy(@Nullable String newTraceParent) {
    return new FrameReference(
        cameraId, sequence, id, captureTime, captureTimeSource, ingestTime, newTraceParent);
  }
}
