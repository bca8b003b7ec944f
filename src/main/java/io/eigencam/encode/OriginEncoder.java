package io.eigencam.encode;

import io.eigencam.frame.FrameReference;
import io.eigencam.frame.PictureSize;
import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.FrameOrigin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which frame, as every message says it. */
final class OriginEncoder {
  private OriginEncoder() {}

  static FrameOrigin encode(
      FrameReference frame, @Nullable PictureSize size, Instant processedTime) {
    return FrameOrigin.newBuilder()
        .setCameraId(frame.cameraId())
        .setSequence(frame.sequence())
        .setId(frame.id())
        .setCaptureTime(frame.captureTime())
        .setCaptureTimeSource(CaptureTimeSource.valueOf(frame.captureTimeSource().name()))
        .setIngestTime(frame.ingestTime())
        .setProcessedTime(processedTime)
        .setWidth(size == null ? 0 : size.width())
        .setHeight(size == null ? 0 : size.height())
        .build();
  }
}
