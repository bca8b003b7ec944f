package io.eigencam.interop;

import io.eigencam.encode.AnalysisEncoder;
import io.eigencam.encode.AttentionMapsEncoder;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.BoxAttention;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import io.eigencam.frame.SingularValues;
import io.eigencam.frame.StepTimings;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Messages as our encoders make them, with every kind of field filled. */
public final class SampleMessages {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890123Z");
  private static final FrameReference FRAME =
      new FrameReference(
          "Kamera 3/Öst",
          42,
          "camera-frames-0-42",
          Instant.parse("2026-03-04T05:06:07.123456Z"),
          CaptureTimeSource.HEADER,
          Instant.parse("2026-03-04T05:06:07.500Z"),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private SampleMessages() {}

  public static List<FrameAnalysis> analyses() {
    AnalysisEncoder encoder = new AnalysisEncoder();
    return List.of(encoder.encode(analyzed(), NOW), encoder.encode(rejected(), NOW));
  }

  public static List<AttentionMaps> maps() {
    return List.of(
        Objects.requireNonNull(new AttentionMapsEncoder().encode(analyzed(), NOW), "maps"));
  }

  private static FrameOutcome rejected() {
    return new FrameOutcome.Rejected(
        FRAME,
        null,
        "decode",
        RejectionReason.UNDECODABLE,
        "the picture ends too early",
        StepTimings.NONE.with("decode", 12));
  }

  private static FrameOutcome analyzed() {
    PictureSize size = new PictureSize(1280, 720);
    Letterbox letterbox = Letterbox.fit(size, 640, 640);
    List<Detection> detections =
        List.of(
            new Detection(2, "car", 0.873f, new Box(10.5f, 20.25f, 300.125f, 400f), 5, "p4"),
            new Detection(0, "Fußgänger", 0.31f, new Box(0, 0, 1280, 720), -1, ""));
    return new FrameOutcome.Analyzed(
        FRAME,
        size,
        new ModelIdentity("yolov8n", "0123456789abcdef".repeat(4), "detect", 640, 640),
        new Inference(letterbox, detections, 300, List.of(), List.of()),
        new Explanation(
            List.of(
                layer("p3", 45, 80, 0.25, letterbox.cellToPicture(8)),
                layer("p4", 22, 40, 0.75, letterbox.cellToPicture(16)),
                layer("p5", 11, 20, null, letterbox.cellToPicture(32))),
            List.of(new BoxAttention(0.5, 0.25, 1.0), new BoxAttention(0, null, null))),
        StepTimings.NONE.with("decode", 1234).with("infer", 56_789));
  }

  private static LayerAttention layer(
      String name, int rows, int columns, Double alignment, CellToPicture cells) {
    float[] projection = new float[rows * columns];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = (float) Math.sin(i * 0.1) * 7.5f - 1;
    }
    return new LayerAttention(
        new AttentionMap(name, 0, rows, columns, projection, cells),
        new SingularValues(List.of(12.5, 3.25, 1e-9), List.of(0.9, 0.1, 1.0 / 3), 0.26),
        alignment == null
            ? new SignChoice(SignRule.CHANNEL_SUM, 0.75, Map.of())
            : new SignChoice(SignRule.SCORES, 0.75, Map.of(SignRule.BOXES, true)),
        alignment,
        alignment == null ? null : 0.125,
        alignment == null
            ? Set.of(AttentionFlag.SIGN_UNSURE, AttentionFlag.UNSTABLE_COMPONENT)
            : Set.of());
  }
}
