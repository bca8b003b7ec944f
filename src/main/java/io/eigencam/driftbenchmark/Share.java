package io.eigencam.driftbenchmark;

import java.util.List;
import java.util.function.Predicate;

/** How many of how many. */
public record Share(int count, int of) {
  static Share of(List<CaseResult> cases, Predicate<CaseResult> counts) {
    return new Share((int) cases.stream().filter(counts).count(), cases.size());
  }

  /** 0..1; NaN of none. */
  public double value() {
    return of == 0 ? Double.NaN : (double) count / of;
  }

  @Override
  public String toString() {
    return count + "/" + of;
  }
}
