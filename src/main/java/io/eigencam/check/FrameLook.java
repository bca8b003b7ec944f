package io.eigencam.check;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.ClassEvidence;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.infer.Detector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of one picture.
 *
 * @param detections most confident first; empty for a classifier
 * @param classifications most probable first; empty for a detector
 * @param scoreSum sum of the largest class score of every cell of every level; null where the head
 *     does not tell
 * @param classMap a classifier's exact map of the most probable class; null where there is none
 * @param layers by name, in the order in which they were asked for
 */
public record FrameLook(
    List<Detection> detections,
    List<Classification> classifications,
    @Nullable Double scoreSum,
    @Nullable AttentionMap classMap,
    Map<String, LayerLook> layers) {

  static FrameLook at(EncodedPicture picture, Detector detector, LiveExplainer explainer)
      throws FrameRejected {
    Inference inference = detector.infer(picture);
    Explanation explanation = explainer.explain(inference);
    Map<String, LayerLook> layers = new LinkedHashMap<>();
    for (LayerFeatures features : inference.layers()) {
      for (LayerAttention attention : explanation.layers()) {
        if (attention.layer().equals(features.layer())) {
          layers.put(features.layer(), LayerLook.of(features, attention));
        }
      }
    }
    return new FrameLook(
        inference.detections(),
        inference.classifications(),
        scoreSum(inference.scores()),
        classMap(inference),
        layers);
  }

  /** Every look of one detector has the same layers. */
  LayerLook layer(String name) {
    return Objects.requireNonNull(layers.get(name), name);
  }

  private static @Nullable Double scoreSum(List<ScoreGrid> scores) {
    if (scores.isEmpty()) {
      return null;
    }
    double sum = 0;
    for (ScoreGrid grid : scores) {
      for (float score : grid.best()) {
        sum += score;
      }
    }
    return sum;
  }

  private static @Nullable AttentionMap classMap(Inference inference) {
    ClassEvidence evidence = inference.classEvidence();
    if (evidence == null || inference.classifications().isEmpty()) {
      return null;
    }
    return new AttentionMap(
        evidence.layer(),
        0,
        evidence.features().rows(),
        evidence.features().columns(),
        evidence.map(inference.classifications().get(0).classId()),
        inference.letterbox().cellToPicture(evidence.stride()));
  }

  /**
   * How much the model finds of what it found in another look: the sum of its scores, or of a
   * classifier the probability of the class that was the most probable one. Null where it does not
   * tell.
   */
  @Nullable Double evidenceFor(FrameLook found) {
    if (found.classifications.isEmpty()) {
      return scoreSum;
    }
    int wanted = found.classifications.get(0).classId();
    return classifications.stream()
        .filter(one -> one.classId() == wanted)
        .mapToDouble(Classification::confidence)
        .findFirst()
        .orElse(0);
  }
}
