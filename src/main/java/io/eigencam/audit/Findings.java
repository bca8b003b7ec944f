package io.eigencam.audit;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the first findings of each kind, by their place, and forgets the rest. */
final class Findings {
  private final int most;
  private final java.util.Map<Finding.Kind, PriorityQueue<Finding>> kept =
      new java.util.EnumMap<>(Finding.Kind.class);
  private long seen;

  /**
   * @param most how many of each kind
   */
  Findings(int most) {
    this.most = most;
  }

  void add(Finding finding) {
    seen++;
    PriorityQueue<Finding> ofKind =
        kept.computeIfAbsent(
            finding.kind(), kind -> new PriorityQueue<>(Comparator.reverseOrder()));
    ofKind.add(finding);
    if (ofKind.size() > most) {
      ofKind.remove();
    }
  }

  List<Finding> sorted() {
    return kept.values().stream().flatMap(PriorityQueue::stream).sorted().toList();
  }

  /** How many there were that {@link #sorted} does not hold. */
  long leftOut() {
    return seen - kept.values().stream().mapToLong(PriorityQueue::size).sum();
  }
}
