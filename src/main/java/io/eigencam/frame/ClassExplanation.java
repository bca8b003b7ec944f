package io.eigencam.frame;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where a model sees one class, and which features stand behind it.
 *
 * @param label name of the class
 * @param bestScore largest score of the class in the picture, 0..1; a classifier's probability
 * @param scored whether that is enough for maps; if not, all of them are zero
 * @param headMap what the head itself says cell by cell: the score map; of a classifier the class
 *     activation map
 * @param features of a detector, for every layer its score-weighted map, then its mean difference
 * @param compared the layers' own maps, which know no class, measured in the same boxes
 */
public record ClassExplanation(
    int classId,
    String label,
    double bestScore,
    boolean scored,
    ClassMap headMap,
    List<ClassMap> features,
    List<ClassMap> compared) {
  public ClassExplanation {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(headMap, "headMap");
    features = List.copyOf(features);
    compared = List.copyOf(compared);
  }

  /** That of the head, then the features. */
  public List<ClassMap> maps() {
    return Stream.concat(Stream.of(headMap), features.stream()).toList();
  }
}
