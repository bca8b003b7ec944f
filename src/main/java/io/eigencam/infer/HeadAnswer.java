package io.eigencam.infer;

import io.eigencam.frame.ClassScores;
import io.eigencam.frame.ScoreGrid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a head said about one picture. */
final class HeadAnswer {
  private final Candidates candidates;
  private final int[] kept;
  private final List<ScoreGrid> scores;
  private final @Nullable ClassScores classScores;

  /**
   * @param candidates boxes above the threshold, in pixels of the model's input
   * @param kept indices of the candidates that are detections, most confident first
   * @param scores largest class score per cell, finest level first; empty if the output does not
   *     tell
   * @param classScores every class's score per cell; null if the output does not tell
   */
  HeadAnswer(
      Candidates candidates,
      int[] kept,
      List<ScoreGrid> scores,
      @Nullable ClassScores classScores) {
    this.candidates = candidates;
    this.kept = kept;
    this.scores = List.copyOf(scores);
    this.classScores = classScores;
  }

  Candidates candidates() {
    return candidates;
  }

  int[] kept() {
    return kept;
  }

  List<ScoreGrid> scores() {
    return scores;
  }

  @Nullable ClassScores classScores() {
    return classScores;
  }
}
