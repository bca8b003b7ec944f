package io.eigencam.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a commissioned camera's block says. */
public final class Reading {
  private final StreamSet set;
  private final Block block;
  private final Figures figures;
  private final Streams streams;
  private final double evidence;
  private final double threshold;
  private final boolean alarm;
  private final boolean watch;

  Reading(
      StreamSet set,
      Block block,
      Figures figures,
      Streams streams,
      double evidence,
      double threshold,
      boolean alarm,
      boolean watch) {
    this.set = set;
    this.block = block;
    this.figures = figures;
    this.streams = streams;
    this.evidence = evidence;
    this.threshold = threshold;
    this.alarm = alarm;
    this.watch = watch;
  }

  /** Per figure. */
  static final class Figures {
    private final double[] z;
    private final double[] medians;
    private final double[] scales;
    private final double[] walked;

    Figures(double[] z, double[] medians, double[] scales, double[] walked) {
      this.z = z;
      this.medians = medians;
      this.scales = scales;
      this.walked = walked;
    }
  }

  /** Per stream. */
  static final class Streams {
    private final double[] scores;
    private final double[] means;
    private final double[] highest;
    private final double[] envelopes;
    private final double[] levels;
    private final double[] shares;
    private final long[] onsets;
    private final boolean[] unstable;

    Streams(
        double[] scores,
        double[] means,
        double[] highest,
        double[] envelopes,
        double[] levels,
        double[] shares,
        long[] onsets,
        boolean[] unstable) {
      this.scores = scores;
      this.means = means;
      this.highest = highest;
      this.envelopes = envelopes;
      this.levels = levels;
      this.shares = shares;
      this.onsets = onsets;
      this.unstable = unstable;
    }
  }

  public StreamSet set() {
    return set;
  }

  public Block block() {
    return block;
  }

  /** A figure's distance from its median, in scales; NaN where the block has no mean of it. */
  public double z(int figure) {
    return figures.z[figure];
  }

  /** A figure's normal range, as it was for this block. */
  public NormalRange range(int figure) {
    return new NormalRange(figures.medians[figure], figures.scales[figure]);
  }

  /** How far a figure's normal range has walked since commissioning, in scales. */
  public double walked(int figure) {
    return figures.walked[figure];
  }

  /** A stream's score, 0..1; NaN where it paused. */
  public double score(int stream) {
    return streams.scores[stream];
  }

  /** A stream's moving mean score, 0..1. */
  public double moving(int stream) {
    return streams.means[stream];
  }

  /** The highest moving mean that commissioning saw, 0..1. */
  public double highestNormal(int stream) {
    return streams.highest[stream];
  }

  /** What the score's mean should stay under, 0..1. */
  public double envelope(int stream) {
    return streams.envelopes[stream];
  }

  /** Mean score since the stream's onset, 0..1; 0 where it is not above its envelope. */
  public double level(int stream) {
    return streams.levels[stream];
  }

  /** A stream's share of the evidence, 0..1. */
  public double share(int stream) {
    return streams.shares[stream];
  }

  /** Since when the stream has been above its envelope, milliseconds since the epoch. */
  public long onset(int stream) {
    return streams.onsets[stream];
  }

  /** Whether the stream is, on this camera, normally so restless that it sees only gross change. */
  public boolean isUnstable(int stream) {
    return streams.unstable[stream];
  }

  /** Streams by their share of the evidence, largest first; those with none are left out. */
  public List<Integer> leading() {
    List<Integer> order = new ArrayList<>();
    for (int j = 0; j < streams.shares.length; j++) {
      if (streams.shares[j] > 0) {
        order.add(j);
      }
    }
    order.sort(Comparator.comparingDouble((Integer j) -> -streams.shares[j]));
    return order;
  }

  /** The averaged evidence, to be held against the threshold. */
  public double evidence() {
    return evidence;
  }

  /** Where the alarm rings. */
  public double threshold() {
    return threshold;
  }

  /** Evidence in percent of what the alarm needs, see {@link Evidence#percent}. */
  public double evidencePercent() {
    return Evidence.percent(evidence, threshold);
  }

  /** Whether the alarm rings in this block. */
  public boolean isAlarm() {
    return alarm;
  }

  /** Whether evidence is at least half way, in logarithms. */
  public boolean isWatch() {
    return watch;
  }
}
