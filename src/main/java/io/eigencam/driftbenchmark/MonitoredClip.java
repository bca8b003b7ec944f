package io.eigencam.driftbenchmark;

import io.eigencam.alert.AlertLifecycle;
import io.eigencam.alert.AlertSettings;
import io.eigencam.alert.AlertStatus;
import io.eigencam.alert.Cause;
import io.eigencam.alert.DriftAlert;
import io.eigencam.drift.BlockReport;
import io.eigencam.drift.CameraWatch;
import io.eigencam.drift.ContextKey;
import io.eigencam.drift.DriftSettings;
import io.eigencam.drift.LearningPhase;
import io.eigencam.drift.LearningProfile;
import io.eigencam.drift.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One monitor that has learned one clip, and starts from there for every case. */
final class MonitoredClip {
  static final long BLOCK_MILLIS = 30_000;

  /** Waited for an alarm: two hours. */
  private static final int MOST_BLOCKS = 240;

  /** As thorough as resampled blocks can make use of. */
  private static final LearningProfile PROFILE =
      new LearningProfile(
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ZERO,
          false,
          0.10);

  /** Fewer frames make no block. */
  static final int LEAST_VALUES = 5;

  private final Contestant contestant;
  private final ContextKey key;
  private final DriftSettings settings;
  private final byte[] learned;
  private final long blocksLearned;

  private MonitoredClip(
      Contestant contestant,
      ContextKey key,
      DriftSettings settings,
      byte[] learned,
      long blocksLearned) {
    this.contestant = contestant;
    this.key = key;
    this.settings = settings;
    this.learned = learned;
    this.blocksLearned = blocksLearned;
  }

  /**
   * Learns.
   *
   * @param reference blocks of what references were made of
   * @param normal blocks of other frames
   */
  static MonitoredClip learn(
      Contestant contestant,
      ContextKey key,
      TrialSettings trial,
      BlockSampler reference,
      BlockSampler normal) {
    DriftSettings settings =
        new DriftSettings(
            BLOCK_MILLIS,
            LEAST_VALUES,
            PROFILE,
            null,
            trial.budget(),
            DriftSettings.STANDARD.followPerDay());
    CameraWatch watch = new CameraWatch(contestant.set(), settings);
    LearningPhase phase = LearningPhase.REFERENCE;
    long number = 0;
    while (phase != LearningPhase.DONE) {
      BlockSampler sampler = phase == LearningPhase.REFERENCE ? reference : normal;
      phase = close(watch, contestant, key, sampler.draw(), number).watch().phase();
      number++;
    }
    return new MonitoredClip(contestant, key, settings, watch.toBytes(), number);
  }

  private static BlockReport close(
      CameraWatch watch,
      Contestant contestant,
      ContextKey key,
      List<FrameFigures> frames,
      long number) {
    long start = number * BLOCK_MILLIS;
    BlockReport report =
        watch.block(key, contestant.block(frames, start, start + BLOCK_MILLIS, LEAST_VALUES));
    if (report == null) {
      throw new IllegalStateException("a block of " + frames.size() + " frames is too short");
    }
    return report;
  }

  String monitor() {
    return contestant.name();
  }

  private CameraWatch start() {
    return CameraWatch.read(learned, contestant.set(), settings);
  }

  /** Watches until the alarm rings. */
  Alarm watch(BlockSampler faulty) {
    CameraWatch watch = start();
    AlertLifecycle alerts =
        new AlertLifecycle(contestant.name(), AlertSettings.standard(settings.budget()));
    for (int block = 1; block <= MOST_BLOCKS; block++) {
      BlockReport report = close(watch, contestant, key, faulty.draw(), blocksLearned + block);
      Optional<DriftAlert> alert = alerts.block(report, watch, List::of);
      if (alert.isPresent() && alert.get().status() == AlertStatus.OPEN) {
        return new Alarm(
            block,
            block * BLOCK_MILLIS / 1000.0,
            alert.get().causes().stream().map(Cause::name).toList(),
            alert.get().severity().name());
      }
    }
    return Alarm.NEVER;
  }

  /** Counts the alarms of a camera that nothing is wrong with. */
  CleanRun count(BlockSampler clean, int blocks) {
    CameraWatch watch = start();
    int alarms = 0;
    for (int block = 1; block <= blocks; block++) {
      Reading reading =
          close(watch, contestant, key, clean.draw(), blocksLearned + block).reading();
      alarms += reading != null && reading.isAlarm() ? 1 : 0;
    }
    return new CleanRun(alarms, (double) blocks * BLOCK_MILLIS / Duration.ofDays(1).toMillis());
  }
}
