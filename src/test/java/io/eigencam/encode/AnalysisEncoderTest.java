package io.eigencam.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.BoxAttention;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import io.eigencam.frame.SingularValues;
import io.eigencam.frame.StepTimings;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.LayerMap;
import io.eigencam.message.MapStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both encoders: what they say about one frame must agree. */
class AnalysisEncoderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:06.000001999Z");
  private static final PictureSize SIZE = new PictureSize(640, 480);
  private static final ModelIdentity MODEL =
      new ModelIdentity("yolov8n", "ab".repeat(32), "detect", 640, 640);
  private static final FrameReference FRAME =
      new FrameReference(
          "cam-1",
          7,
          "id-7",
          Instant.parse("2026-01-02T03:04:05.123456789Z"),
          CaptureTimeSource.MESSAGE,
          Instant.parse("2026-01-02T03:04:05.5Z"),
          null);

  private final AnalysisEncoder analyses = new AnalysisEncoder();
  private final AttentionMapsEncoder maps = new AttentionMapsEncoder();

  @Test
  void shouldSayWhichFrame() {
    FrameAnalysis analysis = analyses.encode(analyzed(null), NOW);

    assertEquals("cam-1", analysis.getFrame().getCameraId());
    assertEquals(7, analysis.getFrame().getSequence());
    assertEquals("id-7", analysis.getFrame().getId());
    assertEquals(
        Instant.parse("2026-01-02T03:04:05.123456Z"), analysis.getFrame().getCaptureTime());
    assertEquals("MESSAGE", analysis.getFrame().getCaptureTimeSource().name());
    assertEquals(
        Instant.parse("2026-01-02T03:04:06.000001Z"), analysis.getFrame().getProcessedTime());
    assertEquals(640, analysis.getFrame().getWidth());
    assertEquals(480, analysis.getFrame().getHeight());
  }

  @Test
  void shouldReportDetectionsWithTheAttentionInTheirBoxes() {
    FrameAnalysis analysis =
        analyses.encode(analyzed(explanation(layer("p3", 0.5, 1f), layer("p4", 0.9, 2f))), NOW);

    assertEquals(FrameStatus.ANALYZED, analysis.getStatus());
    assertEquals(9, analysis.getDetectionsTotal());
    assertEquals(2, analysis.getDetectionsReported());
    assertEquals(0.25f, analysis.getDetections().get(0).getBoxShare());
    assertEquals(0.5f, analysis.getDetections().get(0).getBoxMean());
    assertEquals("p4", analysis.getDetections().get(0).getLevel());
    assertEquals(0f, analysis.getDetections().get(1).getBoxShare());
    assertNull(analysis.getDetections().get(1).getBoxPeak());
    assertNull(analysis.getDetections().get(1).getLevel(), "a head that does not tell");
    assertEquals(11L, analysis.getTimings().get("decode"));
  }

  @Test
  void shouldPutTheBestAlignedLayerFirstInBothMessages() {
    FrameOutcome outcome =
        analyzed(explanation(layer("p3", null, 1f), layer("p4", 0.2, 2f), layer("p5", 0.9, 3f)));

    FrameAnalysis analysis = analyses.encode(outcome, NOW);
    AttentionMaps message = maps.encode(outcome, NOW);

    assertNotNull(message);
    assertEquals(
        List.of("p5", "p4", "p3"),
        analysis.getAttention().stream().map(layer -> layer.getLayer()).toList());
    assertEquals(
        List.of("p5", "p4", "p3"), message.getMaps().stream().map(LayerMap::getLayer).toList());
    assertEquals(analysis.getFrame(), message.getFrame());
    assertEquals(MODEL.digest(), message.getModelDigest());
    assertEquals(MapStatus.OK, analysis.getMapStatus());
  }

  @Test
  void shouldReportAClassifiersClassesAndItsExactMapFirst() {
    // Given
    CellToPicture cells = new CellToPicture(8, 0, 4, 0, 8, 4);
    AttentionMap exact =
        new AttentionMap(
            MapKind.CLASS_ACTIVATION, "nut", "last", 0, 1, 2, new float[] {-2, 1}, cells);
    Inference inference =
        new Inference(
            Letterbox.centreCrop(SIZE, 64, 64),
            List.of(),
            0,
            List.of(),
            List.of(),
            List.of(new Classification(3, "nut", 0.9f), new Classification(1, "coin", 0.1f)),
            null,
            null);
    FrameOutcome outcome =
        new FrameOutcome.Analyzed(
            FRAME,
            SIZE,
            MODEL,
            inference,
            new Explanation(
                List.of(layer("backboneEnd", 0.8, 1f)),
                List.of(),
                List.of(
                    new LayerAttention(exact, SingularValues.NONE, null, null, null, Set.of()))),
            StepTimings.NONE);

    // When
    FrameAnalysis analysis = analyses.encode(outcome, NOW);
    AttentionMaps message = maps.encode(outcome, NOW);

    // Then
    assertEquals(
        List.of("3 nut 0.9", "1 coin 0.1"),
        analysis.getClassifications().stream()
            .map(one -> one.getClassId() + " " + one.getLabel() + " " + one.getConfidence())
            .toList());
    assertEquals(List.of(), analysis.getDetections());
    assertEquals(1, analysis.getAttention().size());
    assertNotNull(message);
    assertEquals("CLASS_ACTIVATION", message.getMaps().get(0).getKind().name());
    assertEquals("nut", message.getMaps().get(0).getClassName());
    assertEquals(-2f, message.getMaps().get(0).getRawMin());
    assertEquals("backboneEnd", message.getMaps().get(1).getLayer());
  }

  @Test
  void shouldPutFurtherMapsBehindThoseOfTheLayers() {
    CellToPicture cells = new CellToPicture(8, 0, 4, 0, 8, 4);
    AttentionMap energy =
        new AttentionMap(MapKind.ENERGY, null, "p3", 0, 1, 2, new float[] {2, 1}, cells);
    LayerAttention beside =
        new LayerAttention(energy, SingularValues.NONE, null, 0.9, null, Set.of());
    FrameOutcome outcome =
        analyzed(explanation(layer("p3", 0.1, 1f), layer("p4", 0.2, 2f)).with(List.of(beside)));

    FrameAnalysis analysis = analyses.encode(outcome, NOW);
    AttentionMaps message = maps.encode(outcome, NOW);

    assertNotNull(message);
    assertEquals(
        List.of("p4 EIGEN", "p3 EIGEN", "p3 ENERGY"),
        message.getMaps().stream().map(map -> map.getLayer() + " " + map.getKind()).toList());
    assertEquals(0.0, message.getMaps().get(2).getSigma());
    assertEquals(
        List.of("p4", "p3"),
        analysis.getAttention().stream().map(layer -> layer.getLayer()).toList());
  }

  @Test
  void shouldCarryTheFiguresOfALayer() {
    io.eigencam.message.LayerAttention layer =
        analyses.encode(analyzed(explanation(layer("p3", 0.5, 1f))), NOW).getAttention().get(0);

    assertEquals(List.of(4.0, 2.0), layer.getSigma());
    assertEquals(List.of(0.8, 0.2), layer.getExplainedVarianceRatio());
    assertEquals(0.5, layer.getSigma2OverSigma1());
    assertEquals("SCORES", layer.getSignRule().name());
    assertEquals(0.75, layer.getSignMargin());
    assertEquals(0.5, layer.getAlignment());
    assertEquals(Boolean.TRUE, layer.getSignAgreesWithBoxes());
    assertEquals(0.125, layer.getOutsideShare());
    assertEquals("[UNSTABLE_COMPONENT, SIGN_UNSURE]", layer.getFlags().toString());
  }

  @Test
  void shouldCarryTheSingularValueOfTheComponent() {
    AttentionMaps message =
        maps.encode(analyzed(explanation(layer("p3", 1, 0.5, 1f), layer("p4", 9, 0.4, 0f))), NOW);

    assertNotNull(message);
    assertEquals(2.0, message.getMaps().get(0).getSigma());
    assertEquals(0.0, message.getMaps().get(1).getSigma(), "beyond the rank");
  }

  @ParameterizedTest
  @EnumSource(RejectionReason.class)
  void shouldSayWhyAFrameWasRejected(RejectionReason reason) {
    FrameOutcome outcome =
        new FrameOutcome.Rejected(FRAME, null, "decode", reason, "too dark", StepTimings.NONE);

    FrameAnalysis analysis = analyses.encode(outcome, NOW);

    assertEquals(FrameStatus.REJECTED, analysis.getStatus());
    assertEquals(reason.name(), analysis.getReason());
    assertEquals("too dark", analysis.getReasonText());
    assertEquals(0, analysis.getFrame().getWidth());
    assertEquals(MapStatus.FAILED, analysis.getMapStatus());
    assertNull(analysis.getModel());
    assertNull(maps.encode(outcome, NOW));
  }

  @Test
  void shouldKeepTheDetectionsWhenThereIsNoExplanation() {
    FrameAnalysis analysis = analyses.encode(analyzed(null), NOW);

    assertEquals(FrameStatus.ANALYZED, analysis.getStatus());
    assertEquals(MapStatus.FAILED, analysis.getMapStatus());
    assertEquals(2, analysis.getDetections().size());
    assertNull(analysis.getDetections().get(0).getBoxShare());
    assertEquals(List.of(), analysis.getAttention());
    assertNull(maps.encode(analyzed(null), NOW));
  }

  @Test
  void shouldNotPublishANaN() {
    FrameOutcome outcome = analyzed(explanation(layer("p3", 0.5, 1f), layer("p4", 0.5, Float.NaN)));

    assertEquals(MapStatus.FAILED, analyses.encode(outcome, NOW).getMapStatus());
    assertNull(maps.encode(outcome, NOW));
  }

  @Test
  void shouldNotGuessWhichBoxIsMeant() {
    Explanation oneBoxShort =
        new Explanation(List.of(layer("p3", 0.5, 1f)), List.of(new BoxAttention(1, 1.0, 1.0)));

    assertThrows(IllegalArgumentException.class, () -> analyses.encode(analyzed(oneBoxShort), NOW));
  }

  private static FrameOutcome.Analyzed analyzed(@Nullable Explanation explanation) {
    return new FrameOutcome.Analyzed(
        FRAME,
        SIZE,
        MODEL,
        new Inference(
            Letterbox.fit(SIZE, 640, 640),
            List.of(
                new Detection(2, "car", 0.9f, new Box(1, 2, 3, 4), 5, "p4"),
                new Detection(0, "person", 0.4f, new Box(5, 6, 7, 8), -1, "")),
            9,
            List.of(),
            List.of()),
        explanation,
        StepTimings.NONE.with("decode", 11));
  }

  private static Explanation explanation(LayerAttention... layers) {
    return new Explanation(
        Arrays.asList(layers),
        List.of(new BoxAttention(0.25, 0.5, 0.75), new BoxAttention(0, null, null)));
  }

  private static LayerAttention layer(String name, @Nullable Double alignment, float value) {
    return layer(name, 0, alignment, value);
  }

  private static LayerAttention layer(
      String name, int component, @Nullable Double alignment, float value) {
    return new LayerAttention(
        new AttentionMap(
            name, component, 1, 2, new float[] {value, 0}, new CellToPicture(8, 0, 4, 0, 8, 4)),
        new SingularValues(List.of(4.0, 2.0), List.of(0.8, 0.2), 0.5),
        new SignChoice(SignRule.SCORES, 0.75, Map.of(SignRule.BOXES, true)),
        alignment,
        0.125,
        Set.of(AttentionFlag.SIGN_UNSURE, AttentionFlag.UNSTABLE_COMPONENT));
  }
}
