package io.eigencam.drift;

import java.time.Duration;

/**
 * Watches a commissioned camera: scores every block against the normal ranges and bets on the
 * envelopes.
 *
 * <p>Normal ranges follow slow change, up to so many scales a day; what is slower is not seen, so
 * {@link Reading#walked} tells how far they have gone. They stand still from the point on where
 * evidence is half way to an alarm (in logarithms), so that a fault is not learned.
 */
final class Monitor {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final StreamSet set;
  private final double[] commissioned; // medians
  private final double[] medians;
  private final double[] scales;
  private final Envelopes envelopes;
  private final Evidence evidence;
  private final OnsetTrack onsets;
  private final double[] peaks; // of the moving means, since each onset
  private int probationLeft; // blocks
  private long day;
  private boolean spoiltDay;
  private boolean held;

  Monitor(
      StreamSet set,
      double[] medians,
      double[] scales,
      Envelopes envelopes,
      int probationBlocks,
      long now) {
    this(
        set,
        medians.clone(),
        medians,
        scales,
        envelopes,
        new Evidence(set.streams().size()),
        new OnsetTrack(set.streams().size(), now),
        new double[set.streams().size()]);
    this.probationLeft = probationBlocks;
    this.day = Math.floorDiv(now, DAY);
  }

  private Monitor(
      StreamSet set,
      double[] commissioned,
      double[] medians,
      double[] scales,
      Envelopes envelopes,
      Evidence evidence,
      OnsetTrack onsets,
      double[] peaks) {
    this.set = set;
    this.commissioned = commissioned;
    this.medians = medians;
    this.scales = scales;
    this.envelopes = envelopes;
    this.evidence = evidence;
    this.onsets = onsets;
    this.peaks = peaks;
  }

  /** Per figure, the distance of a block's mean from its median, in scales; NaN where undefined. */
  static double[] distances(Block block, double[] medians, double[] scales) {
    double[] z = new double[medians.length];
    for (int k = 0; k < z.length; k++) {
      z[k] = (block.mean(k) - medians[k]) / scales[k];
    }
    return z;
  }

  Reading close(Block block, DriftSettings settings, double envelopeFloor, int unstableBlocks) {
    endDay(block, envelopeFloor);
    double[] z = distances(block, medians, scales);
    double[] scores = set.scores(z);
    envelopes.follow(scores);
    if (held) {
      onsets.followLevels(scores);
    } else {
      evidence.bet(scores, envelopes.values());
      onsets.follow(scores, envelopes.values(), block.end());
    }
    followPeaks();
    double threshold = settings.threshold();
    double mean = evidence.mean();
    boolean alarm = !held && mean >= threshold;
    boolean watch = mean >= Math.sqrt(threshold);
    Reading reading = reading(block, z, scores, mean, threshold, alarm, watch, unstableBlocks);
    if (!held && !watch) {
      double days = (double) settings.blockMillis() / DAY;
      follow(z, settings.followPerDay() * days);
    }
    learnOnProbation(alarm, unstableBlocks);
    if (alarm) {
      evidence.reset();
      onsets.restart();
    }
    return reading;
  }

  private void followPeaks() {
    double[] means = envelopes.means();
    for (int j = 0; j < peaks.length; j++) {
      boolean goesOn = held || onsets.isRunning(j);
      peaks[j] = goesOn ? Math.max(peaks[j], means[j]) : means[j];
    }
  }

  private void follow(double[] z, double step) {
    for (int k = 0; k < z.length; k++) {
      if (!Double.isNaN(z[k])) {
        medians[k] += step * scales[k] * Math.signum(z[k]);
      }
    }
  }

  private void learnOnProbation(boolean alarm, int unstableBlocks) {
    spoiltDay |= alarm || held;
    if (probationLeft > 0) {
      probationLeft--;
      envelopes.learnToday();
      if (!spoiltDay) {
        envelopes.countBeyondCap(unstableBlocks);
      }
    }
  }

  /** A day counts once it is over, or a fresh fault would widen its own envelope. */
  private void endDay(Block block, double envelopeFloor) {
    long now = Math.floorDiv(block.start(), DAY);
    if (now != day) {
      envelopes.endDay(!spoiltDay, envelopeFloor);
      day = now;
      spoiltDay = held;
    }
  }

  private Reading reading(
      Block block,
      double[] z,
      double[] scores,
      double mean,
      double threshold,
      boolean alarm,
      boolean watch,
      int unstableBlocks) {
    int streams = scores.length;
    double[] shares = new double[streams];
    double[] levels = new double[streams];
    boolean[] unstable = new boolean[streams];
    for (int j = 0; j < streams; j++) {
      shares[j] = evidence.share(j);
      levels[j] = onsets.level(j);
      unstable[j] = envelopes.isUnstable(j, unstableBlocks);
    }
    double[] walked = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      walked[k] = (medians[k] - commissioned[k]) / scales[k];
    }
    return new Reading(
        set,
        block,
        new Reading.Figures(z, medians.clone(), scales, walked),
        new Reading.Streams(
            scores,
            envelopes.means().clone(),
            envelopes.highest().clone(),
            envelopes.values().clone(),
            levels,
            shares,
            onsets.onsets().clone(),
            unstable),
        mean,
        threshold,
        alarm,
        watch);
  }

  boolean onProbation() {
    return probationLeft > 0;
  }

  /** While an alert is open nothing is bet: its evidence has been counted. */
  void hold(boolean on) {
    if (held && !on) {
      onsets.restart();
    }
    held = on;
  }

  /** What these streams have been doing since their onset is normal, an operator says. */
  void accept(Iterable<Integer> streams) {
    for (int j : streams) {
      envelopes.accept(j, peaks[j]);
    }
    spoiltDay = false;
    forget();
  }

  /** Begins to collect evidence anew. */
  void forget() {
    evidence.reset();
    onsets.restart();
  }

  void write(StateOutput out) {
    out.doubles(commissioned);
    out.doubles(medians);
    out.doubles(scales);
    envelopes.write(out);
    evidence.write(out);
    onsets.write(out);
    out.doubles(peaks);
    out.integer(probationLeft);
    out.number(day);
    out.flag(spoiltDay);
    out.flag(held);
  }

  static Monitor read(StateInput in, StreamSet set) {
    int figures = set.figures().size();
    int streams = set.streams().size();
    Monitor monitor =
        new Monitor(
            set,
            in.doubles(figures),
            in.doubles(figures),
            in.doubles(figures),
            Envelopes.read(in, streams),
            Evidence.read(in, streams),
            OnsetTrack.read(in, streams),
            in.doubles(streams));
    monitor.probationLeft = in.integer();
    monitor.day = in.number();
    monitor.spoiltDay = in.flag();
    monitor.held = in.flag();
    return monitor;
  }
}
