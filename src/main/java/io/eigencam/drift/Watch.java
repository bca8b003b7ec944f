package io.eigencam.drift;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reference of one context of a camera, on its way from learning to watching. Which frames make
 * up the reference itself is left to the caller: those that come while the phase is {@link
 * LearningPhase#REFERENCE}; an {@link #id} that is new asks for a new one.
 */
public final class Watch {
  private final String context;
  private final StreamSet set;
  private final DriftSettings settings;
  private final boolean first; // which of the profiles
  private final long since;
  private final BlockSums sums;
  private final Calibration calibration;
  private @Nullable Monitor monitor;

  Watch(String context, StreamSet set, DriftSettings settings, boolean first, long since) {
    this(
        context,
        set,
        settings,
        first,
        since,
        new BlockSums(set.figures().size()),
        new Calibration(
            set, profile(settings, first), settings.blockMillis(), context.hashCode() + since),
        null);
  }

  private Watch(
      String context,
      StreamSet set,
      DriftSettings settings,
      boolean first,
      long since,
      BlockSums sums,
      Calibration calibration,
      @Nullable Monitor monitor) {
    this.context = context;
    this.set = set;
    this.settings = settings;
    this.first = first;
    this.since = since;
    this.sums = sums;
    this.calibration = calibration;
    this.monitor = monitor;
  }

  private static LearningProfile profile(DriftSettings settings, boolean first) {
    LearningProfile next = settings.next();
    return first || next == null ? settings.first() : next;
  }

  /** Names the reference; another one each time that learning begins anew. */
  public String id() {
    return context + "-" + since + "-" + calibration.attempt();
  }

  public LearningPhase phase() {
    return calibration.phase();
  }

  /** Share of learning that is done, 0..1. */
  public double progress() {
    return calibration.progress();
  }

  /** Whether what was learned is to be trusted only so far. */
  public boolean isProvisional() {
    return profile(settings, first).provisional() || suspicions().contains(Suspicion.RESTLESS);
  }

  /** Whether it is armed, but days without an alert may still widen envelopes. */
  public boolean isOnProbation() {
    return monitor != null && monitor.onProbation();
  }

  /** Reasons to doubt what was learned; empty while it is being learned. */
  public Set<Suspicion> suspicions() {
    return monitor == null ? Set.of() : calibration.suspicions();
  }

  /** A figure's normal range at commissioning; its median is NaN where it was too rare. */
  public NormalRange commissioned(int figure) {
    return new NormalRange(calibration.medians()[figure], calibration.scales()[figure]);
  }

  /**
   * Takes one frame's figures, in the order of the stream set.
   *
   * @param values NaN where undefined, as everything is that needs a reference before there is one
   */
  public void add(double[] values) {
    sums.add(values);
  }

  boolean isFirst() {
    return first;
  }

  /** The block of the frames so far; null where they are too few for one. */
  @Nullable Block take(long start, long end) {
    return sums.frames() < settings.leastValues()
        ? null
        : sums.close(start, end, settings.leastValues());
  }

  /** What the block says; null while learning. */
  @Nullable Reading close(Block block) {
    LearningProfile profile = profile(settings, first);
    if (monitor != null) {
      return monitor.close(block, settings, profile.envelopeFloor(), calibration.unstableBlocks());
    }
    LearningPhase before = calibration.phase();
    calibration.close(block);
    if (calibration.phase() != before) {
      sums.clear(); // parts share no frame
    }
    if (calibration.phase() == LearningPhase.DONE) {
      monitor =
          new Monitor(
              set,
              calibration.medians(),
              calibration.scales(),
              calibration.envelopes(),
              LearningProfile.blocks(profile.probation(), settings.blockMillis()),
              block.end());
    }
    return null;
  }

  @Nullable Monitor monitor() {
    return monitor;
  }

  void write(StateOutput out) {
    out.flag(first);
    out.number(since);
    sums.write(out);
    calibration.write(out);
    out.flag(monitor != null);
    if (monitor != null) {
      monitor.write(out);
    }
  }

  static Watch read(StateInput in, String context, StreamSet set, DriftSettings settings) {
    boolean first = in.flag();
    return new Watch(
        context,
        set,
        settings,
        first,
        in.number(),
        BlockSums.read(in, set.figures().size()),
        Calibration.read(in, set, profile(settings, first), settings.blockMillis()),
        in.flag() ? Monitor.read(in, set) : null);
  }
}
