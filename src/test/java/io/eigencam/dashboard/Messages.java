package io.eigencam.dashboard;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.CellToFrame;
import io.eigencam.message.DetectedObject;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameOrigin;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.LayerMap;
import io.eigencam.message.MapStatus;
import io.eigencam.message.Model;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Messages as the pipeline would write them, small. */
final class Messages {
  static final Instant CAPTURED = Instant.parse("2026-02-03T04:05:06Z");

  private Messages() {}

  static FrameOrigin origin(String cameraId, String id) {
    return FrameOrigin.newBuilder()
        .setCameraId(cameraId)
        .setSequence(7)
        .setId(id)
        .setCaptureTime(CAPTURED)
        .setCaptureTimeSource(CaptureTimeSource.HEADER)
        .setIngestTime(CAPTURED)
        .setProcessedTime(CAPTURED)
        .setWidth(64)
        .setHeight(48)
        .build();
  }

  static FrameAnalysis analysis(String cameraId, String id, FrameStatus status) {
    boolean analyzed = status == FrameStatus.ANALYZED;
    return FrameAnalysis.newBuilder()
        .setFrame(origin(cameraId, id))
        .setStatus(status)
        .setReason(analyzed ? null : "UNDECODABLE")
        .setReasonText(analyzed ? null : "cut off after 12 bytes")
        .setModel(analyzed ? new Model("tiny", "abc", "detect", 64, 64, "fp32") : null)
        .setDetections(
            analyzed
                ? List.of(
                    DetectedObject.newBuilder()
                        .setClassId(2)
                        .setLabel("WBC")
                        .setConfidence(0.5f)
                        .setX1(1)
                        .setY1(2)
                        .setX2(30)
                        .setY2(40)
                        .build())
                : List.of())
        .setDetectionsTotal(analyzed ? 1 : 0)
        .setDetectionsReported(analyzed ? 1 : 0)
        .setClassifications(List.of())
        .setAttention(List.of())
        .setMapStatus(analyzed ? MapStatus.OK : MapStatus.FAILED)
        .setTimings(Map.of())
        .build();
  }

  static AttentionMaps maps(String cameraId, String id) {
    LayerMap map =
        LayerMap.newBuilder()
            .setLayer("p4")
            .setComponent(0)
            .setRows(1)
            .setColumns(2)
            .setEncoding(1)
            .setPayload(ByteBuffer.wrap(new byte[] {0, (byte) 255}))
            .setRawMin(-1)
            .setRawMax(3)
            .setSigma(5)
            .setCellToFrame(new CellToFrame(32.0, 0.0, 16.0, 0.0, 32.0, 16.0))
            .setCrc32c(0)
            .build();
    return AttentionMaps.newBuilder()
        .setFrame(origin(cameraId, id))
        .setModelDigest("abc")
        .setMaps(List.of(map))
        .build();
  }

  static ReceivedPicture picture(long offset) {
    return picture(offset, 100);
  }

  static ReceivedPicture picture(long offset, int bytes) {
    return new ReceivedPicture(new byte[bytes], "image/jpeg", 0, offset);
  }
}
