package io.eigencam.driftbenchmark;

import io.eigencam.drift.Block;
import io.eigencam.drift.Figure;
import io.eigencam.drift.StreamSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Something that watches a camera. All are put through the same test with the same budget, hence
 * what is compared is what they look at.
 *
 * @param name as reports call it
 * @param set what it bets on
 * @param columns of {@link FrameFigures}, in the order of the set's figures
 */
record Contestant(String name, StreamSet set, List<Integer> columns) {
  Contestant {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(set, "set");
    columns = List.copyOf(columns);
  }

  /** Ours first, then the baselines. */
  static List<Contestant> all(List<String> layers) {
    StreamSet attention = StreamSet.attention(layers);
    List<Figure> ours = attention.figures();
    List<Figure> plain = StreamSet.plain().figures();
    int from = ours.size();
    List<Integer> first = new ArrayList<>();
    for (int column = 0; column < from; column++) {
      first.add(column);
    }
    return List.of(
        new Contestant(TrialResult.ATTENTION, attention, first),
        choose("pixels", plain, from, Set.of("luma", "contrast", "sharpness")),
        choose("confidenceAndCount", plain, from, Set.of("conf", "logn")),
        choose("embedding", plain, from, Set.of("embedding")),
        choose("lift", ours, 0, Set.of("lift")));
  }

  private static Contestant choose(String name, List<Figure> figures, int from, Set<String> words) {
    List<Figure> chosen = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      if (words.contains(figures.get(i).word())) {
        chosen.add(figures.get(i));
        columns.add(from + i);
      }
    }
    return new Contestant(name, new StreamSet(chosen), columns);
  }

  /** Its block of some frames. */
  Block block(List<FrameFigures> frames, long start, long end, int leastValues) {
    double[] means = new double[columns.size()];
    int[] counts = new int[means.length];
    for (int k = 0; k < means.length; k++) {
      double sum = 0;
      for (FrameFigures frame : frames) {
        double value = frame.value(columns.get(k));
        if (Double.isFinite(value)) {
          sum += value;
          counts[k]++;
        }
      }
      means[k] = counts[k] >= leastValues ? sum / counts[k] : Double.NaN;
    }
    return new Block(start, end, frames.size(), means, counts);
  }
}
