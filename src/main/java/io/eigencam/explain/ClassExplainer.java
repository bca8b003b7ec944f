package io.eigencam.explain;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.ClassEvidence;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ScoreGrid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains single classes, which Eigen-CAM cannot: its map is the same for all of them. No
 * gradients are needed, since a detector's head tells its scores cell by cell, and a classifier's
 * logit is a sum over cells.
 */
public final class ClassExplainer {

  /**
   * Explains one class in one picture.
   *
   * @param explanation of the same inference, to compare with
   * @param label name of the class
   * @throws IllegalArgumentException if the inference tells nothing of single classes, or not of
   *     that one
   * @throws FrameRejected INVALID_ACTIVATION if a score or an activation is not finite
   */
  public ClassExplanation explain(
      Inference inference, Explanation explanation, int classId, String label)
      throws FrameRejected {
    ClassEvidence evidence = inference.classEvidence();
    if (evidence != null) {
      return ofClassifier(inference, evidence, explanation, classId, label);
    }
    ClassScores scores = inference.classScores();
    if (scores == null || classId < 0 || classId >= scores.classes()) {
      throw new IllegalArgumentException("the model's answer has no scores of class " + classId);
    }
    List<ScoreGrid> levels = scores.of(classId);
    LayerAttention scoreMap = ClassScoreMap.of(inference, levels, label);
    List<MapMethod> methods =
        List.of(new ScoreWeightedMap(classId, label), new MeanDifferenceMap(classId, label));
    List<ClassMap> features = new ArrayList<>();
    for (LayerFeatures layer : inference.layers()) {
      LayerView view = new LayerView(layer, inference);
      for (MapMethod method : methods) {
        for (LayerAttention attention : method.maps(view)) {
          features.add(
              new ClassMap(
                  attention,
                  MapInBoxes.of(attention.map(), inference.detections(), classId),
                  withEigenCam(attention, explanation)));
        }
      }
    }
    return new ClassExplanation(
        classId,
        label,
        best(inference, levels),
        scoreMap.hasMap(),
        new ClassMap(
            scoreMap,
            MapInBoxes.of(scoreMap.map(), inference.detections(), classId),
            scoreMap.hasMap() ? withEigenCam(levels, inference, explanation) : null),
        features,
        compared(inference, explanation, classId));
  }

  /** Exact: what every position adds to the logit. A negative map says so, nothing is hidden. */
  private static ClassExplanation ofClassifier(
      Inference inference,
      ClassEvidence evidence,
      Explanation explanation,
      int classId,
      String label) {
    LayerAttention map = ClassActivation.of(inference, classId, label).get(0);
    return new ClassExplanation(
        classId,
        label,
        evidence.probability(classId),
        true,
        new ClassMap(
            map, MapInBoxes.of(map.map(), List.of(), classId), withEigenCam(map, explanation)),
        List.of(),
        compared(inference, explanation, classId));
  }

  private static List<ClassMap> compared(
      Inference inference, Explanation explanation, int classId) {
    return explanation.layers().stream()
        .map(
            layer ->
                new ClassMap(
                    layer,
                    MapInBoxes.of(layer.map(), inference.detections(), classId),
                    withEigenCam(layer, explanation)))
        .toList();
  }

  private static @Nullable Double withEigenCam(LayerAttention attention, Explanation explanation) {
    AttentionMap eigenCam = eigenCam(explanation, attention.layer());
    return eigenCam == null || !attention.hasMap()
        ? null
        : Projection.centred(attention.map().projection()).correlation(eigenCam.projection());
  }

  private static @Nullable Double withEigenCam(
      List<ScoreGrid> levels, Inference inference, Explanation explanation) {
    String best = explanation.bestAligned().map(LayerAttention::layer).orElse("");
    AttentionMap eigenCam = eigenCam(explanation, best);
    for (LayerFeatures layer : inference.layers()) {
      if (eigenCam != null && layer.layer().equals(best)) {
        float[] scores = ScoreMap.onGrid(levels, layer.stride(), layer.valid());
        return Projection.centred(scores).correlation(eigenCam.projection());
      }
    }
    return null;
  }

  private static @Nullable AttentionMap eigenCam(Explanation explanation, String layer) {
    return explanation.layers().stream()
        .filter(one -> one.hasMap() && one.layer().equals(layer))
        .map(LayerAttention::map)
        .filter(map -> map.kind() == MapKind.EIGEN)
        .findFirst()
        .orElse(null);
  }

  /** Over the cells that show the picture: what the head sees in the padding is not there. */
  private static double best(Inference inference, List<ScoreGrid> levels) {
    float best = 0;
    for (ScoreGrid level : levels) {
      CellRegion valid = inference.letterbox().validCells(level.stride());
      float[] scores = ScoreMap.onGrid(List.of(level), level.stride(), valid);
      best = Math.max(best, ScoredClass.largest(scores));
    }
    return best;
  }
}
