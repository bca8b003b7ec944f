package io.eigencam.driftbenchmark;

import java.util.List;
import java.util.Objects;

/**
 * One monitor over all cases. Moved cameras stand apart: their boxes move by construction, so that
 * harm cannot be judged by them.
 *
 * @param harmful of faults that hurt the detector, alarmed within 10 minutes
 * @param harmless the same of faults that did not
 * @param moved the same of moved cameras
 * @param benign the same of what a monitor should bear
 * @param medianDelaySeconds over harmful cases; NaN where there are none, infinite where half of
 *     them rang no alarm at all
 * @param region of local faults, those where attention changed most at the fault
 * @param regionByChance what a cell taken at random would have hit
 * @param cause of faults that alerts know and that rang an alarm, those named among the first three
 * @param clean what rang for nothing
 */
public record Summary(
    Share harmful,
    Share harmless,
    Share moved,
    Share benign,
    double medianDelaySeconds,
    Share region,
    double regionByChance,
    Share cause,
    CleanRun clean) {

  static Summary of(String monitor, List<CaseResult> cases, CleanRun clean) {
    List<CaseResult> harmful = cases.stream().filter(CaseResult::isHarmful).toList();
    List<CaseResult> harmless =
        cases.stream()
            .filter(one -> one.isJudged() && !one.corruption().isBenign() && !one.isHarmful())
            .toList();
    List<CaseResult> moved = cases.stream().filter(one -> !one.isJudged()).toList();
    List<CaseResult> benign = cases.stream().filter(one -> one.corruption().isBenign()).toList();
    List<CaseResult> local = cases.stream().filter(one -> one.region() != null).toList();
    List<CaseResult> named =
        cases.stream()
            .filter(one -> KnownCause.of(one.corruption()).isPresent())
            .filter(one -> one.alarm(monitor).rang())
            .toList();
    boolean ours = monitor.equals(TrialResult.ATTENTION);
    return new Summary(
        soon(harmful, monitor),
        soon(harmless, monitor),
        soon(moved, monitor),
        soon(benign, monitor),
        medianDelay(harmful, monitor),
        ours ? Share.of(local, one -> region(one).hit()) : new Share(0, 0),
        ours ? local.stream().mapToDouble(one -> region(one).chance()).average().orElse(0) : 0,
        ours ? Share.of(named, CaseResult::isCauseFound) : new Share(0, 0),
        clean);
  }

  private static RegionHit region(CaseResult one) {
    return Objects.requireNonNull(one.region(), "local faults have a region");
  }

  private static Share soon(List<CaseResult> cases, String monitor) {
    return Share.of(cases, one -> one.alarm(monitor).rangWithinTenMinutes());
  }

  /** What never rang took longer than all that did. */
  private static double medianDelay(List<CaseResult> harmful, String monitor) {
    double[] delays =
        harmful.stream()
            .map(one -> one.alarm(monitor))
            .mapToDouble(alarm -> alarm.rang() ? alarm.seconds() : Double.POSITIVE_INFINITY)
            .sorted()
            .toArray();
    return delays.length == 0 ? Double.NaN : delays[delays.length / 2];
  }
}
