package io.eigencam.drift;

/**
 * Per stream, what its score's conditional mean stays under in normal operation: the null of {@link
 * Evidence}. It must hold in the worst hours that are normal, so it follows the maximum of a moving
 * mean; an average would let busy hours ring the alarm.
 *
 * <p>Envelopes never shrink by themselves. Their cap keeps a commissioning that was spoilt by a
 * fault from making the stream blind.
 */
final class Envelopes {
  /** Blocks that the moving mean reaches back, roughly. */
  private static final double REACH = 20;

  static final double CAP = 0.40;
  private static final double ACCEPTED_CAP = 0.60;

  private final double[] means; // moving mean of the score
  private final double[] highest; // of the moving mean, in commissioning
  private final double[] today; // of the moving mean, not yet merged
  private final double[] envelopes;
  private final int[] beyondCap; // blocks in a row

  Envelopes(int streams) {
    this(
        new double[streams],
        new double[streams],
        new double[streams],
        new double[streams],
        new int[streams]);
  }

  private Envelopes(
      double[] means, double[] highest, double[] today, double[] envelopes, int[] beyondCap) {
    this.means = means;
    this.highest = highest;
    this.today = today;
    this.envelopes = envelopes;
    this.beyondCap = beyondCap;
  }

  /** Follows the scores; NaN leaves the mean as it was. */
  void follow(double[] scores) {
    for (int j = 0; j < scores.length; j++) {
      if (!Double.isNaN(scores[j])) {
        means[j] += (scores[j] - means[j]) / REACH;
      }
    }
  }

  /**
   * Takes the present means for normal.
   *
   * @param floor least envelope
   */
  void learn(double floor) {
    for (int j = 0; j < means.length; j++) {
      highest[j] = Math.max(highest[j], means[j]);
      widen(j, floor);
    }
  }

  /** Keeps the present means until the day is known to have been normal. */
  void learnToday() {
    for (int j = 0; j < means.length; j++) {
      today[j] = Math.max(today[j], means[j]);
    }
  }

  /** The day is over. */
  void endDay(boolean normal, double floor) {
    for (int j = 0; j < means.length; j++) {
      if (normal) {
        highest[j] = Math.max(highest[j], today[j]);
        widen(j, floor);
      }
      today[j] = 0;
    }
  }

  /** Counts for how long a stream would need an envelope beyond the cap. */
  void countBeyondCap(int limit) {
    for (int j = 0; j < means.length; j++) {
      if (beyondCap[j] < limit) { // who once reached it stays there
        beyondCap[j] = uncapped(means[j]) > CAP ? beyondCap[j] + 1 : 0;
      }
    }
  }

  boolean isUnstable(int stream, int limit) {
    return beyondCap[stream] >= limit;
  }

  /** An operator says that a moving mean as high as this is normal. */
  void accept(int stream, double peak) {
    envelopes[stream] = Math.max(envelopes[stream], Math.min(ACCEPTED_CAP, 1.2 * peak + 0.02));
  }

  private void widen(int stream, double floor) {
    double clipped = Math.max(floor, Math.min(CAP, uncapped(highest[stream])));
    envelopes[stream] = Math.max(envelopes[stream], clipped);
  }

  private static double uncapped(double highest) {
    return 1.5 * highest + 0.05;
  }

  /** Moving mean of each score, not a copy. */
  double[] means() {
    return means;
  }

  /** Highest moving mean in commissioning, not a copy. */
  double[] highest() {
    return highest;
  }

  /** The envelopes, not a copy. */
  double[] values() {
    return envelopes;
  }

  void write(StateOutput out) {
    out.doubles(means);
    out.doubles(highest);
    out.doubles(today);
    out.doubles(envelopes);
    out.integers(beyondCap);
  }

  static Envelopes read(StateInput in, int streams) {
    return new Envelopes(
        in.doubles(streams),
        in.doubles(streams),
        in.doubles(streams),
        in.doubles(streams),
        in.integers(streams));
  }
}
