package io.eigencam.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The faults of a run, drawn in advance, so that its seed gives them again. */
final class FaultPlan {
  private FaultPlan() {}

  /**
   * Every kind once before any comes again; some come while others last.
   *
   * @param lengthMillis within which they begin
   * @param meanGapMillis between two
   * @param longestDownMillis how long at most something is away
   */
  static List<Fault> draw(
      Random random,
      long lengthMillis,
      long meanGapMillis,
      long longestDownMillis,
      int processors) {
    List<Fault> faults = new ArrayList<>();
    List<Fault.Kind> deck = new ArrayList<>();
    long at = meanGapMillis / 2;
    while (at < lengthMillis) {
      if (deck.isEmpty()) {
        deck.addAll(List.of(Fault.Kind.values()));
        Collections.shuffle(deck, random);
      }
      Fault.Kind kind = deck.remove(deck.size() - 1);
      int target = kind.name().endsWith("PROCESSOR") ? random.nextInt(processors) : 0;
      // mostly short, sometimes long
      double share = random.nextDouble();
      faults.add(new Fault(at, kind, target, (long) (share * share * share * longestDownMillis)));
      at += (long) (meanGapMillis * (0.25 + 1.5 * random.nextDouble()));
    }
    return faults;
  }
}
