package io.eigencam.drift;

import java.util.Arrays;

/**
 * Per stream, since when it has been above its envelope: the last time that a CUSUM of the same bet
 * fell back to its start (the maximum-likelihood idea of Page's test). It decides nothing; it dates
 * what {@link Evidence} found.
 *
 * <p>Also tracks how high the score has been since then: a moving mean that begins at the onset,
 * and so does not need twenty blocks to show what it saw from the first.
 */
final class OnsetTrack {
  private static final double STAKE = 0.2;
  private static final double KEPT = 0.95; // of the older scores' weight, per block

  /** Weight of eight blocks: a shorter run is filled up with 0, for one block proves nothing. */
  private static final double LEAST_WEIGHT = (1 - Math.pow(KEPT, 8)) / (1 - KEPT);

  private final double[] cusums; // at least 1
  private final long[] onsets;
  private final double[] sums;
  private final double[] weights;

  OnsetTrack(int streams, long now) {
    this(new double[streams], new long[streams], new double[streams], new double[streams]);
    Arrays.fill(cusums, 1);
    Arrays.fill(onsets, now);
  }

  private OnsetTrack(double[] cusums, long[] onsets, double[] sums, double[] weights) {
    this.cusums = cusums;
    this.onsets = onsets;
    this.sums = sums;
    this.weights = weights;
  }

  /**
   * @param now end of the block
   */
  void follow(double[] scores, double[] envelopes, long now) {
    for (int j = 0; j < scores.length; j++) {
      if (Double.isNaN(scores[j])) {
        continue;
      }
      cusums[j] *= 1 + STAKE * (scores[j] - envelopes[j]) / envelopes[j];
      if (cusums[j] > 1) {
        add(j, scores[j]);
      } else {
        cusums[j] = 1;
        onsets[j] = now;
        sums[j] = 0;
        weights[j] = 0;
      }
    }
  }

  /** While an alert is open its onset stands, and only the level goes on. */
  void followLevels(double[] scores) {
    for (int j = 0; j < scores.length; j++) {
      if (!Double.isNaN(scores[j])) {
        add(j, scores[j]);
      }
    }
  }

  private void add(int stream, double score) {
    sums[stream] = KEPT * sums[stream] + score;
    weights[stream] = KEPT * weights[stream] + 1;
  }

  /** Looks for the next onset; levels stay. */
  void restart() {
    Arrays.fill(cusums, 1);
  }

  /** Whether the stream has been above its envelope of late. */
  boolean isRunning(int stream) {
    return cusums[stream] > 1;
  }

  /** Milliseconds since the epoch, per stream, not a copy. */
  long[] onsets() {
    return onsets;
  }

  /** Mean score since the onset, 0..1. */
  double level(int stream) {
    return sums[stream] / Math.max(weights[stream], LEAST_WEIGHT);
  }

  void write(StateOutput out) {
    out.doubles(cusums);
    out.numbers(onsets);
    out.doubles(sums);
    out.doubles(weights);
  }

  static OnsetTrack read(StateInput in, int streams) {
    return new OnsetTrack(
        in.doubles(streams), in.numbers(streams), in.doubles(streams), in.doubles(streams));
  }
}
