package io.eigencam.infer;

import io.eigencam.frame.ScoreGrid;
import java.util.List;

/** What a head said about one picture. */
final class HeadAnswer {
  private final Candidates candidates;
  private final int[] kept;
  private final List<ScoreGrid> scores;

  /**
   * @param candidates boxes above the threshold, in pixels of the model's input
   * @param kept indices of the candidates that are detections, most confident first
   * @param scores largest class score per cell, finest level first; empty if the output does not
   *     tell
   */
  HeadAnswer(Candidates candidates, int[] kept, List<ScoreGrid> scores) {
    this.candidates = candidates;
    this.kept = kept;
    this.scores = List.copyOf(scores);
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
}
