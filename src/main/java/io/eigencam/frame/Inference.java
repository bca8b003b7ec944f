package io.eigencam.frame;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the model said about one picture. Plain Java memory: nothing native leaves the step {@code
 * infer}.
 *
 * @param letterbox how the picture was fitted into the input, or cut for a classifier
 * @param detections after suppression, most confident first, cut to the reported maximum
 * @param detectionsTotal how many there were before the cut
 * @param layers features of every explained layer, valid cells only
 * @param scores largest class score per cell of every level, finest first; empty where the head
 *     does not tell
 * @param classifications the most probable classes of a classifier, most probable first; empty for
 *     a detector
 * @param classEvidence what a classifier decided upon; null for a detector, and for a classifier
 *     whose last layer is not linear
 * @param classScores every class's score per cell; null where the head does not tell or nobody
 *     asked for them
 */
public record Inference(
    Letterbox letterbox,
    List<Detection> detections,
    int detectionsTotal,
    List<LayerFeatures> layers,
    List<ScoreGrid> scores,
    List<Classification> classifications,
    @Nullable ClassEvidence classEvidence,
    @Nullable ClassScores classScores) {
  public Inference {
    Objects.requireNonNull(letterbox, "letterbox");
    detections = List.copyOf(detections);
    layers = List.copyOf(layers);
    scores = List.copyOf(scores);
    classifications = List.copyOf(classifications);
    if (detectionsTotal < detections.size()) {
      throw new IllegalArgumentException("more detections reported than found");
    }
  }

  /** What a detector said. */
  public Inference(
      Letterbox letterbox,
      List<Detection> detections,
      int detectionsTotal,
      List<LayerFeatures> layers,
      List<ScoreGrid> scores) {
    this(letterbox, detections, detectionsTotal, layers, scores, null);
  }

  /** What a detector said that tells the scores of single classes. */
  public Inference(
      Letterbox letterbox,
      List<Detection> detections,
      int detectionsTotal,
      List<LayerFeatures> layers,
      List<ScoreGrid> scores,
      @Nullable ClassScores classScores) {
    this(letterbox, detections, detectionsTotal, layers, scores, List.of(), null, classScores);
  }

  /** The same with other features. */
  public Inference withLayers(List<LayerFeatures> others) {
    return new Inference(
        letterbox,
        detections,
        detectionsTotal,
        others,
        scores,
        classifications,
        classEvidence,
        classScores);
  }

  /** The same, measured against other scores. */
  public Inference withScores(List<ScoreGrid> others) {
    return new Inference(
        letterbox,
        detections,
        detectionsTotal,
        layers,
        others,
        classifications,
        classEvidence,
        classScores);
  }
}
