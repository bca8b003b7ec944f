package io.eigencam.driftbenchmark;

import io.eigencam.corruption.Corruption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one corruption of one clip came to.
 *
 * @param f1 of detections against those of the clean frames, 0..1
 * @param alarms by the monitors' names
 * @param region null where the corruption is all over the picture
 */
public record CaseResult(
    String video,
    Corruption corruption,
    int severity,
    double f1,
    Map<String, Alarm> alarms,
    @Nullable RegionHit region) {
  private static final double HARMFUL_BELOW = 0.8;

  public CaseResult {
    Objects.requireNonNull(video, "video");
    alarms = Map.copyOf(alarms);
  }

  /** Whether boxes can be compared: those of a moved camera move by construction. */
  public boolean isJudged() {
    return corruption != Corruption.MOVED;
  }

  /** Whether the fault truly hurt the detector. */
  public boolean isHarmful() {
    return isJudged() && !corruption.isBenign() && f1 < HARMFUL_BELOW;
  }

  /** What became of a monitor. */
  public Alarm alarm(String monitor) {
    return Objects.requireNonNull(alarms.get(monitor), monitor);
  }

  /** Whether the true cause was among the first three that our alert named. */
  boolean isCauseFound() {
    List<String> causes = alarm(TrialResult.ATTENTION).causes();
    return KnownCause.of(corruption)
        .map(cause -> causes.subList(0, Math.min(3, causes.size())).contains(cause))
        .orElse(false);
  }
}
