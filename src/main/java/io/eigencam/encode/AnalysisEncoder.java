package io.eigencam.encode;

import io.eigencam.frame.BoxAttention;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameOutcome.Analyzed;
import io.eigencam.frame.FrameOutcome.Rejected;
import io.eigencam.frame.FrameOutcome.Shed;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.SignChoice;
import io.eigencam.message.AttentionFlag;
import io.eigencam.message.DetectedObject;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import io.eigencam.message.Model;
import io.eigencam.message.SignRule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a frame, as the message on {@code detections}. */
public final class AnalysisEncoder {

  /**
   * Encodes an outcome, whatever it is.
   *
   * @param processedTime when the result was made: the caller's clock, so that a replay can choose
   *     it
   */
  public FrameAnalysis encode(FrameOutcome outcome, Instant processedTime) {
    FrameAnalysis.Builder analysis =
        FrameAnalysis.newBuilder()
            .setFrame(OriginEncoder.encode(outcome.frame(), outcome.size(), processedTime))
            .setTimings(new LinkedHashMap<>(outcome.timings().micros()));
    if (outcome instanceof Analyzed analyzed) {
      return analyzed(analysis, analyzed).build();
    } else if (outcome instanceof Rejected rejected) {
      return rejected(analysis, rejected).build();
    } else if (outcome instanceof Shed shed) {
      return shed(analysis, shed).build();
    }
    throw new IllegalArgumentException("no message for " + outcome.getClass().getName());
  }

  private static FrameAnalysis.Builder rejected(FrameAnalysis.Builder analysis, Rejected rejected) {
    return analysis
        .setStatus(FrameStatus.REJECTED)
        .setModel(rejected.model() == null ? null : model(rejected.model()))
        .setReason(rejected.reason().name())
        .setReasonText(rejected.text())
        .setMapStatus(MapStatus.FAILED);
  }

  private static FrameAnalysis.Builder shed(FrameAnalysis.Builder analysis, Shed shed) {
    return analysis
        .setStatus(FrameStatus.SHED)
        .setReason(shed.reason().name())
        .setReasonText(shed.text())
        .setMapStatus(MapStatus.FAILED);
  }

  private static FrameAnalysis.Builder analyzed(FrameAnalysis.Builder analysis, Analyzed analyzed) {
    List<Detection> detections = analyzed.inference().detections();
    if (analyzed.explanation() != null) {
      analysis.setAttention(
          analyzed.explanation().bestFirst().stream()
              .flatMap(layer -> Stream.ofNullable(layer.sign()).map(sign -> attention(layer, sign)))
              .toList());
    }
    return analysis
        .setStatus(FrameStatus.ANALYZED)
        .setModel(model(analyzed.model()))
        .setDetections(detections(detections, analyzed.explanation()))
        .setDetectionsTotal(analyzed.inference().detectionsTotal())
        .setDetectionsReported(detections.size())
        .setClassifications(
            analyzed.inference().classifications().stream()
                .map(AnalysisEncoder::classification)
                .toList())
        .setMapStatus(mapStatus(analyzed))
        .setExplainEvery(analyzed.turn().every());
  }

  private static MapStatus mapStatus(Analyzed analyzed) {
    if (!analyzed.turn().taken()) {
      return MapStatus.SAMPLED_OUT;
    }
    return AttentionMapsEncoder.publishable(analyzed.explanation())
        ? MapStatus.OK
        : MapStatus.FAILED;
  }

  private static Model model(ModelIdentity model) {
    return new Model(
        model.name(),
        model.digest(),
        model.task(),
        model.inputWidth(),
        model.inputHeight(),
        model.precision().label());
  }

  private static List<DetectedObject> detections(
      List<Detection> detections, @Nullable Explanation explanation) {
    List<BoxAttention> boxes = explanation == null ? List.of() : explanation.boxes();
    if (!boxes.isEmpty() && boxes.size() != detections.size()) {
      throw new IllegalArgumentException(
          "attention in %d boxes for %d detections".formatted(boxes.size(), detections.size()));
    }
    return IntStream.range(0, detections.size())
        .mapToObj(i -> detection(detections.get(i), boxes.isEmpty() ? null : boxes.get(i)))
        .toList();
  }

  private static io.eigencam.message.Classification classification(Classification one) {
    return new io.eigencam.message.Classification(one.classId(), one.label(), one.confidence());
  }

  private static DetectedObject detection(Detection detection, @Nullable BoxAttention inBox) {
    return DetectedObject.newBuilder()
        .setClassId(detection.classId())
        .setLabel(detection.label())
        .setConfidence(detection.confidence())
        .setX1(detection.box().x1())
        .setY1(detection.box().y1())
        .setX2(detection.box().x2())
        .setY2(detection.box().y2())
        .setLevel(detection.level().isEmpty() ? null : detection.level())
        .setBoxShare(inBox == null ? null : (float) inBox.share())
        .setBoxMean(inBox == null ? null : asFloat(inBox.mean()))
        .setBoxPeak(inBox == null ? null : asFloat(inBox.peak()))
        .build();
  }

  private static @Nullable Float asFloat(@Nullable Double value) {
    return value == null ? null : value.floatValue();
  }

  /** Figures of a signed component: what other kinds of map have to say goes with the maps. */
  private static io.eigencam.message.LayerAttention attention(
      LayerAttention layer, SignChoice sign) {
    return io.eigencam.message.LayerAttention.newBuilder()
        .setLayer(layer.layer())
        .setComponent(layer.map().component())
        .setSigma(layer.sigma())
        .setExplainedVarianceRatio(layer.spectrum().explainedVarianceRatio())
        .setSigma2OverSigma1(layer.spectrum().sigma2OverSigma1())
        .setSignRule(SignRule.valueOf(sign.rule().name()))
        .setSignMargin(sign.margin())
        .setAlignment(layer.alignment())
        .setSignAgreesWithBoxes(sign.agreesWithBoxes())
        .setOutsideShare(layer.outsideShare())
        // in the enum's order: the set has none
        .setFlags(
            layer.flags().stream()
                .sorted()
                .map(flag -> AttentionFlag.valueOf(flag.name()))
                .toList())
        .build();
  }
}
