package io.eigencam.driftbenchmark;

import io.eigencam.corruption.Corruption;
import io.eigencam.drift.AlarmBudget;
import java.util.List;
import java.util.Objects;

/**
 * What is tried.
 *
 * @param framesPerSecond of the clips, as they are looked at
 * @param corruptions put into every clip
 * @param severities of each, 1 to 5
 * @param holdOut whether what is tested takes no part in learning what is normal: right for hours
 *     of recording; a short clip's parts differ by more than its resampled blocks do
 * @param caseFrames at most so many frames of a clip are corrupted in each way
 * @param cleanBlocks clean blocks of 30 s per clip, to count false alarms
 * @param budget the same for every monitor
 * @param seed of everything that is drawn
 */
public record TrialSettings(
    double framesPerSecond,
    List<Corruption> corruptions,
    List<Integer> severities,
    boolean holdOut,
    int caseFrames,
    int cleanBlocks,
    AlarmBudget budget,
    long seed) {
  public TrialSettings {
    corruptions = List.copyOf(corruptions);
    severities = List.copyOf(severities);
    Objects.requireNonNull(budget, "budget");
    if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
      throw new IllegalArgumentException("frames per second must be above 0 and at most 1000");
    }
    if (corruptions.isEmpty() || severities.isEmpty()) {
      throw new IllegalArgumentException("at least one corruption and one severity are needed");
    }
    for (int severity : severities) {
      if (severity < 1 || severity > Corruption.SEVERITIES) {
        throw new IllegalArgumentException(
            "severities are 1 to %d, not %d".formatted(Corruption.SEVERITIES, severity));
      }
    }
    if (caseFrames < 2) {
      throw new IllegalArgumentException("at least 2 frames of a clip must be corrupted");
    }
    if (cleanBlocks < 1) {
      throw new IllegalArgumentException("at least 1 clean block is needed");
    }
  }
}
