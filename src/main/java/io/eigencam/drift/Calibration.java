package io.eigencam.drift;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Learns what is normal against one reference, in three parts that share no frame: the reference
 * itself (made by others; here only counted and noted), the normal range of every figure, and the
 * envelope of every stream.
 *
 * <p>Starts over where a fault may have crept in: where the figures that need no reference were
 * elsewhere in the first part than in the second, where the halves of a short second part differ,
 * or where the third part lies outside the second's ranges most of the time. After three times it
 * goes on and says so.
 */
final class Calibration {
  /** Times that it starts over. */
  static final int RESTARTS = 3;

  /** Medians this many scales apart are not the same scene. */
  private static final double APART = 3;

  /** Medians of few neighbouring blocks wander: with so many, by twice the variance. */
  private static final double WANDERING = 20;

  /** Halves of a day are different by nature. */
  private static final Duration HALVES_COMPARABLE = Duration.ofHours(12);

  /** Mean score of a stream that lies outside its range most of the time. */
  private static final double OUTSIDE = 0.5;

  private static final long LONGEST_UNSTABLE = Duration.ofHours(1).toMillis();

  private final StreamSet set;
  private final LearningProfile profile;
  private final long blockMillis;
  private final BlockReservoir reservoir;
  private final double[] earlier; // median and scale per figure of the first part
  private final double[] medians;
  private final double[] scales;
  private Envelopes envelopes;
  private final double[] scoreSums;
  private final int[] scoreCounts;
  private LearningPhase phase = LearningPhase.REFERENCE;
  private int blocks;
  private int attempt;
  private boolean restless;

  Calibration(StreamSet set, LearningProfile profile, long blockMillis, long seed) {
    this(set, profile, blockMillis, new BlockReservoir(seed, set.figures().size()));
  }

  private Calibration(
      StreamSet set, LearningProfile profile, long blockMillis, BlockReservoir reservoir) {
    this.set = set;
    this.profile = profile;
    this.blockMillis = blockMillis;
    this.reservoir = reservoir;
    int figures = set.figures().size();
    this.earlier = new double[2 * figures];
    this.medians = new double[figures];
    this.scales = new double[figures];
    int streams = set.streams().size();
    this.envelopes = new Envelopes(streams);
    this.scoreSums = new double[streams];
    this.scoreCounts = new int[streams];
  }

  LearningPhase phase() {
    return phase;
  }

  /** How often it started over. */
  int attempt() {
    return attempt;
  }

  /** Share of the whole way that is done, 0..1. */
  double progress() {
    int done = 0;
    int all = 0;
    for (LearningPhase each : LearningPhase.values()) {
      int length = profile.blocks(each, blockMillis);
      all += length;
      done += each.compareTo(phase) < 0 ? length : each == phase ? blocks : 0;
    }
    return (double) done / all;
  }

  void close(Block block) {
    switch (phase) {
      case REFERENCE -> {
        reservoir.add(block.means());
        if (isOver()) {
          rangesInto(earlier);
          reservoir.clear();
          enter(LearningPhase.SCALE);
        }
      }
      case SCALE -> {
        reservoir.add(block.means());
        if (isOver()) {
          endScale();
        }
      }
      case ENVELOPE -> {
        learnEnvelopes(block);
        if (isOver()) {
          endEnvelope();
        }
      }
      case DONE -> throw new IllegalStateException("nothing is left to learn");
    }
  }

  private boolean isOver() {
    return ++blocks >= profile.blocks(phase, blockMillis);
  }

  private void enter(LearningPhase next) {
    phase = next;
    blocks = 0;
  }

  private void endScale() {
    int rows = blocks;
    if (movedSinceReference() || movedWithin(rows)) {
      if (attempt < RESTARTS) {
        restart();
        return;
      }
      restless = true;
    }
    double[] ranges = new double[2 * medians.length];
    rangesInto(ranges);
    for (int k = 0; k < medians.length; k++) {
      medians[k] = ranges[2 * k];
      scales[k] = ranges[2 * k + 1];
    }
    reservoir.clear();
    enter(LearningPhase.ENVELOPE);
  }

  private void rangesInto(double[] ranges) {
    for (int k = 0; k < medians.length; k++) {
      NormalRange range = range(k, 0, Integer.MAX_VALUE);
      ranges[2 * k] = range.median();
      ranges[2 * k + 1] = range.scale();
    }
  }

  private NormalRange range(int figure, int from, int to) {
    return NormalRange.of(
        reservoir.values(figure, from, to), set.figures().get(figure).scaleFloor());
  }

  private boolean movedSinceReference() {
    double bound = apart(profile.blocks(LearningPhase.REFERENCE, blockMillis));
    for (int k = 0; k < medians.length; k++) {
      NormalRange now = range(k, 0, Integer.MAX_VALUE);
      double scale = Math.max(earlier[2 * k + 1], now.scale());
      if (Math.abs(now.median() - earlier[2 * k]) > bound * scale) { // false where either is NaN
        return true;
      }
    }
    return false;
  }

  /** By the scales of the halves: that of the whole would grow with the step that is looked for. */
  private boolean movedWithin(int rows) {
    if (profile.scale().compareTo(HALVES_COMPARABLE) >= 0) {
      return false;
    }
    int half = rows / 2;
    for (int k = 0; k < medians.length; k++) {
      NormalRange first = range(k, 0, half);
      NormalRange second = range(k, half, rows);
      double scale = Math.max(first.scale(), second.scale());
      if (Math.abs(second.median() - first.median()) > apart(half) * scale) {
        return true;
      }
    }
    return false;
  }

  private static double apart(int rows) {
    return APART * Math.sqrt(1 + WANDERING / rows);
  }

  private void learnEnvelopes(Block block) {
    double[] scores = set.scores(Monitor.distances(block, medians, scales));
    envelopes.follow(scores);
    envelopes.learn(profile.envelopeFloor());
    envelopes.countBeyondCap(unstableBlocks());
    for (int j = 0; j < scores.length; j++) {
      if (!Double.isNaN(scores[j])) {
        scoreSums[j] += scores[j];
        scoreCounts[j]++;
      }
    }
  }

  /** Blocks beyond the cap that make a stream unstable: an hour, or half of a short last part. */
  int unstableBlocks() {
    int hour = (int) Math.max(1, LONGEST_UNSTABLE / blockMillis);
    return Math.min(hour, Math.max(1, profile.blocks(LearningPhase.ENVELOPE, blockMillis) / 2));
  }

  private void endEnvelope() {
    boolean outside = false;
    for (int j = 0; j < scoreSums.length; j++) {
      outside |= scoreSums[j] > OUTSIDE * scoreCounts[j];
    }
    if (outside && attempt < RESTARTS) {
      restart();
      return;
    }
    restless |= outside;
    enter(LearningPhase.DONE);
  }

  private void restart() {
    attempt++;
    reservoir.clear();
    envelopes = new Envelopes(scoreSums.length);
    Arrays.fill(scoreSums, 0);
    Arrays.fill(scoreCounts, 0);
    enter(LearningPhase.REFERENCE);
  }

  Set<Suspicion> suspicions() {
    Set<Suspicion> found = EnumSet.noneOf(Suspicion.class);
    if (restless) {
      found.add(Suspicion.RESTLESS);
    }
    for (int k = 0; k < medians.length; k++) {
      for (Suspicion suspicion : Suspicion.values()) {
        if (suspicion.isRaisedBy(set.figures().get(k), new NormalRange(medians[k], scales[k]))) {
          found.add(suspicion);
        }
      }
    }
    return found;
  }

  double[] medians() {
    return medians.clone();
  }

  double[] scales() {
    return scales.clone();
  }

  Envelopes envelopes() {
    return envelopes;
  }

  void write(StateOutput out) {
    out.small(phase.ordinal());
    out.integer(blocks);
    out.small(attempt);
    out.flag(restless);
    out.doubles(medians);
    out.doubles(scales);
    if (phase == LearningPhase.DONE) {
      return;
    }
    reservoir.write(out);
    out.doubles(earlier);
    envelopes.write(out);
    out.doubles(scoreSums);
    out.integers(scoreCounts);
  }

  static Calibration read(StateInput in, StreamSet set, LearningProfile profile, long blockMillis) {
    LearningPhase phase =
        LearningPhase.values()[in.small(LearningPhase.values().length, "phase of learning")];
    int figures = set.figures().size();
    int streams = set.streams().size();
    int blocks = in.integer();
    int attempt = in.small();
    boolean restless = in.flag();
    double[] medians = in.doubles(figures);
    double[] scales = in.doubles(figures);
    BlockReservoir reservoir =
        phase == LearningPhase.DONE
            ? new BlockReservoir(0, figures)
            : BlockReservoir.read(in, figures);
    Calibration read = new Calibration(set, profile, blockMillis, reservoir);
    read.phase = phase;
    read.blocks = blocks;
    read.attempt = attempt;
    read.restless = restless;
    System.arraycopy(medians, 0, read.medians, 0, figures);
    System.arraycopy(scales, 0, read.scales, 0, figures);
    if (phase != LearningPhase.DONE) {
      System.arraycopy(in.doubles(2 * figures), 0, read.earlier, 0, 2 * figures);
      read.envelopes = Envelopes.read(in, streams);
      System.arraycopy(in.doubles(streams), 0, read.scoreSums, 0, streams);
      System.arraycopy(in.integers(streams), 0, read.scoreCounts, 0, streams);
    }
    return read;
  }
}
