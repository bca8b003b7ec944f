package io.eigencam.explain;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SingularValues;
import io.eigencam.numeric.WeightedRows;
import java.util.Objects;
import java.util.Set;

/** What the head scores for one class, as weights of a layer's cells. */
final class ScoredClass {
  /**
   * A class whose best score is below this is not in the picture: its scores are what the sigmoid
   * leaves everywhere, and any map of them would be noise stretched to the full scale.
   */
  static final double FAINTEST = 0.01;

  private final int classId;
  private final String label;

  /**
   * @param label name of the class
   */
  ScoredClass(int classId, String label) {
    this.classId = classId;
    this.label = Objects.requireNonNull(label, "label");
  }

  String label() {
    return label;
  }

  /**
   * The class's score per cell of a layer, (rows, columns): the largest of any level.
   *
   * @throws IllegalStateException if the inference has no class scores
   */
  float[] onGrid(LayerView layer) throws FrameRejected {
    ClassScores scores = layer.inference().classScores();
    if (scores == null) {
      throw new IllegalStateException("the inference has no scores of single classes");
    }
    float[] onGrid =
        ScoreMap.onGrid(scores.of(classId), layer.features().stride(), layer.features().valid());
    for (float score : onGrid) {
      if (!Float.isFinite(score)) {
        throw layer.invalid("a score");
      }
    }
    return onGrid;
  }

  static boolean isScored(float[] scores) {
    return largest(scores) >= FAINTEST;
  }

  static float largest(float[] scores) {
    float largest = 0;
    for (float score : scores) {
      largest = Math.max(largest, score);
    }
    return largest;
  }

  /** The layer's cells, each counting as much as its score. */
  static WeightedRows weighted(LayerView layer, float[] scores) {
    double[] weights = new double[scores.length];
    for (int cell = 0; cell < weights.length; cell++) {
      weights[cell] = scores[cell];
    }
    return new WeightedRows(layer.activation().channels(), layer.activation().values(), weights);
  }

  /** The zero map of a class that is not scored, or of a layer where nothing varies. */
  LayerAttention nothing(LayerView layer, MapKind kind) {
    return new LayerAttention(
        layer.map(kind, label, 0, new float[layer.activation().cells()]),
        SingularValues.NONE,
        null,
        null,
        null,
        Set.of(AttentionFlag.LOW_VARIANCE));
  }
}
