package io.eigencam.driftbenchmark;

import io.eigencam.frame.ModelIdentity;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a trial came to.
 *
 * @param layers that attention was watched on
 * @param monitors ours first
 * @param clean by the monitors' names, over all clips
 */
public record TrialResult(
    ModelIdentity model,
    List<String> layers,
    List<String> monitors,
    List<CaseResult> cases,
    Map<String, CleanRun> clean) {
  /** The name of ours. */
  public static final String ATTENTION = "attention";

  public TrialResult {
    Objects.requireNonNull(model, "model");
    layers = List.copyOf(layers);
    monitors = List.copyOf(monitors);
    cases = List.copyOf(cases);
    clean = Map.copyOf(clean);
  }

  /** Of one monitor. */
  public Summary summary(String monitor) {
    CleanRun run = Objects.requireNonNull(clean.get(monitor), monitor);
    return Summary.of(monitor, cases, run);
  }
}
