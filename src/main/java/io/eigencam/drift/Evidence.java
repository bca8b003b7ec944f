package io.eigencam.drift;

import java.util.Arrays;

/**
 * The evidence that a camera is no longer as it was: Shiryaev-Roberts e-detectors for the mean of
 * bounded scores, averaged over streams and stakes.
 *
 * <p><b>What is tested.</b> Block b gives stream j a score s in [0, 1]. In normal operation, among
 * the blocks that have a score, {@code E[s | past] <= m}, with an envelope m that was fixed before
 * the block. Nothing else is assumed: scores may depend on each other, in time and between streams,
 * in any way, and have any distribution.
 *
 * <p><b>How.</b> A stake k bets {@code e = 1 + k / m * (s - m)}, which is at least 1 - k and under
 * the null has an expected value of at most 1. Its detector is {@code R = (1 + R') * e}, where R'
 * is the one before. A block without a score leaves R as it was. The average of all is held against
 * a threshold A; an alarm sets everything back to 0.
 *
 * <p><b>Claim.</b> Let N be the number of alarms in t blocks. Then {@code E[N] <= t / A}.
 *
 * <p><b>Proof.</b> Each detector has {@code E[R | past] <= 1 + R'}, so their average Q has {@code
 * E[Q | past] <= 1 + Q'} too, because expectation is linear whatever the dependence. An alarm takes
 * at least A from Q. So {@code Q + A * N - t} is a supermartingale that starts at 0, and as Q is
 * never negative, {@code A * E[N] <= t}. Other settings to 0 only lower Q.
 *
 * <p>The first alarm is the average-run-length bound of e-detectors: Shin, Ramdas, Rinaldo,
 * "E-detectors: a nonparametric framework for sequential change detection", New England Journal of
 * Statistics in Data Science, arXiv 2203.03532; the bet on a bounded mean is theirs as well. That
 * averaging is the way to merge e-values of any dependence: Vovk, Wang, "E-values: calibration,
 * combination, and applications", arXiv 1912.06116. Cameras add up without independence for the
 * same reason.
 *
 * <p>The claim is as good as the envelope: conditions that commissioning did not see may break it.
 */
public final class Evidence {
  /** Stakes: small ones see small lasting changes, large ones see large changes soon. */
  private static final double[] STAKES = {0.05, 0.2, 0.6};

  private final double[] detectors; // (streams, stakes)

  /** None yet. */
  public Evidence(int streams) {
    this.detectors = new double[streams * STAKES.length];
  }

  private Evidence(double[] detectors) {
    this.detectors = detectors;
  }

  /**
   * Bets on one block.
   *
   * @param scores per stream, 0..1; NaN pauses the stream
   * @param envelopes per stream, above 0, known before the block
   */
  public void bet(double[] scores, double[] envelopes) {
    for (int j = 0; j < scores.length; j++) {
      if (Double.isNaN(scores[j])) {
        continue;
      }
      double gain = (scores[j] - envelopes[j]) / envelopes[j];
      for (int i = 0; i < STAKES.length; i++) {
        int at = j * STAKES.length + i;
        detectors[at] = (1 + detectors[at]) * (1 + STAKES[i] * gain);
      }
    }
  }

  /** The average of all detectors, to be held against the threshold. */
  public double mean() {
    return sum(0, detectors.length) / detectors.length;
  }

  /** A stream's share of the evidence, 0..1; 0 where there is none. */
  public double share(int stream) {
    double all = sum(0, detectors.length);
    return all > 0 ? sum(stream * STAKES.length, (stream + 1) * STAKES.length) / all : 0;
  }

  /** Forgets all of it. */
  public void reset() {
    Arrays.fill(detectors, 0);
  }

  /**
   * Evidence as people are shown it: 100 where the alarm rings. Logarithmic, so that an equal share
   * is an equal number of blocks.
   */
  public static double percent(double mean, double threshold) {
    return 100 * Math.log1p(mean) / Math.log1p(threshold);
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += detectors[i];
    }
    return sum;
  }

  void write(StateOutput out) {
    out.doubles(detectors);
  }

  static Evidence read(StateInput in, int streams) {
    return new Evidence(in.doubles(streams * STAKES.length));
  }
}
