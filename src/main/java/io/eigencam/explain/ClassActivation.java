package io.eigencam.explain;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.ClassEvidence;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.frame.SingularValues;
import java.util.List;
import java.util.Set;

/**
 * Class activation maps of a classifier (Zhou et al., CVPR 2016, section 2): what every position of
 * the last map adds to the logit of a class. Not an estimate: the mean of the map and the class's
 * bias are the logit. Its sign means what it says: for the class where positive, against it where
 * negative.
 */
public final class ClassActivation {
  private ClassActivation() {}

  /** The map of one class; empty for a detector and where the last layer is not linear. */
  public static List<LayerAttention> of(Inference inference, int classId, String label) {
    ClassEvidence evidence = inference.classEvidence();
    if (evidence == null) {
      return List.of();
    }
    float[] values = evidence.map(classId);
    AttentionMap map =
        new AttentionMap(
            MapKind.CLASS_ACTIVATION,
            label,
            evidence.layer(),
            0,
            evidence.features().rows(),
            evidence.features().columns(),
            values,
            inference.letterbox().cellToPicture(evidence.stride()));
    Projection centred = Projection.centred(values);
    return List.of(
        new LayerAttention(
            map,
            SingularValues.NONE,
            null,
            null,
            null,
            centred.min() == centred.max() ? Set.of(AttentionFlag.LOW_VARIANCE) : Set.of()));
  }

  /** The map of the most probable class. */
  static List<LayerAttention> ofBest(Inference inference) {
    return inference.classifications().stream()
        .findFirst()
        .map(best -> of(inference, best.classId(), best.label()))
        .orElse(List.of());
  }

  /** {@link #scores} of the most probable class. */
  static List<ScoreGrid> bestScores(Inference inference) {
    return inference.classifications().stream()
        .findFirst()
        .map(best -> scores(inference, best.classId()))
        .orElse(List.of());
  }

  /**
   * What speaks for one class, from 0 on, so that other maps can be compared with it; correlations
   * do not see where a map begins. Empty for a detector and where the last layer is not linear.
   */
  public static List<ScoreGrid> scores(Inference inference, int classId) {
    ClassEvidence evidence = inference.classEvidence();
    if (evidence == null) {
      return List.of();
    }
    float[] values = evidence.map(classId);
    float least = Float.POSITIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
    }
    float[] raised = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      raised[i] = values[i] - least;
    }
    return List.of(
        new ScoreGrid(
            evidence.stride(), evidence.features().rows(), evidence.features().columns(), raised));
  }
}
