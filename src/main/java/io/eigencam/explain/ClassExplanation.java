package io.eigencam.explain;

import java.util.List;
import java.util.Objects;

/**
 * Where a model sees one class, and which features stand behind it.
 *
 * @param label name of the class
 * @param bestScore largest score of the class in the picture, 0..1
 * @param scored whether that is enough for maps; if not, all of them are zero
 * @param scoreMap where the class is claimed
 * @param features for every layer its score-weighted map, then its mean difference
 */
public record ClassExplanation(
    int classId,
    String label,
    double bestScore,
    boolean scored,
    ClassMap scoreMap,
    List<ClassMap> features) {
  public ClassExplanation {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(scoreMap, "scoreMap");
    features = List.copyOf(features);
  }
}
