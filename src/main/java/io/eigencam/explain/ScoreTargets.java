package io.eigencam.explain;

import io.eigencam.frame.CellRegion;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Inference;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.frame.ScoreTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which scores an explanation by gradients asks for: those that became detections, added up, so
 * that every detection is explained by what raises its own score. Where nothing was detected, the
 * best score of all cells that show the picture; for a classifier, the class's probability.
 */
public final class ScoreTargets {
  private ScoreTargets() {}

  /**
   * @param classId the class to explain; null for whatever was found
   * @return at least one
   * @throws IllegalArgumentException if the inference does not tell the scores of classes
   */
  public static List<ScoreTarget> of(Inference inference, @Nullable Integer classId) {
    if (!inference.classifications().isEmpty()) {
      return List.of(of(inference.classifications(), classId));
    }
    ClassScores scores = inference.classScores();
    if (scores == null) {
      throw new IllegalArgumentException("the head does not tell what it scores in every cell");
    }
    List<ScoreTarget> targets = new ArrayList<>();
    for (Detection detection : inference.detections()) {
      if (classId == null || detection.classId() == classId) {
        targets.add(of(detection, scores));
      }
    }
    return targets.isEmpty() ? List.of(best(inference, scores, classId)) : targets;
  }

  private static ScoreTarget of(List<Classification> mostProbable, @Nullable Integer classId) {
    for (Classification one : mostProbable) {
      if (classId == null || one.classId() == classId) {
        return new ScoreTarget(one.classId(), 0, one.confidence());
      }
    }
    return new ScoreTarget(Objects.requireNonNull(classId, "classId"), 0, null);
  }

  /** A head that lists finished boxes does not say from where: the cell with the same score. */
  private static ScoreTarget of(Detection detection, ClassScores scores) {
    int classId = detection.classId();
    return detection.anchor() >= 0
        ? new ScoreTarget(classId, detection.anchor(), detection.confidence())
        : nearest(scores, classId, detection.confidence());
  }

  /** The first of the best cells that show the picture. */
  private static ScoreTarget best(
      Inference inference, ClassScores scores, @Nullable Integer classId) {
    int first = classId == null ? 0 : classId;
    int last = classId == null ? scores.classes() - 1 : classId;
    int bestClass = first;
    int bestAnchor = 0;
    float best = Float.NEGATIVE_INFINITY;
    for (int one = first; one <= last; one++) {
      int firstAnchor = 0;
      for (ScoreGrid grid : scores.of(one)) {
        CellRegion valid = inference.letterbox().validCells(grid.stride());
        for (int i = 0; i < valid.cells(); i++) {
          int row = valid.firstRow() + i / valid.columns();
          int cell = row * grid.columns() + valid.firstColumn() + i % valid.columns();
          if (grid.best()[cell] > best) {
            bestClass = one;
            bestAnchor = firstAnchor + cell;
            best = grid.best()[cell];
          }
        }
        firstAnchor += grid.best().length;
      }
    }
    return new ScoreTarget(bestClass, bestAnchor, best);
  }

  /** Of all cells: a box at the picture's edge may have been found from the padding. */
  private static ScoreTarget nearest(ClassScores scores, int classId, float wanted) {
    int nearest = 0;
    int anchor = 0;
    float found = 0;
    float distance = Float.POSITIVE_INFINITY;
    for (ScoreGrid grid : scores.of(classId)) {
      for (float score : grid.best()) {
        if (Math.abs(score - wanted) < distance) {
          nearest = anchor;
          found = score;
          distance = Math.abs(score - wanted);
        }
        anchor++;
      }
    }
    return new ScoreTarget(classId, nearest, found);
  }
}
