package io.eigencam.drift;

/**
 * What the frames of a stretch of event time come to: a mean per figure.
 *
 * <p>Tests of single frames would be worthless, as neighbours resemble each other; a block is
 * longer than that resemblance lasts.
 */
public final class Block {
  private final long start;
  private final long end;
  private final int frames;
  private final double[] means;
  private final int[] counts;

  /**
   * @param start milliseconds since the epoch
   * @param end the same, exclusive
   * @param means per figure; NaN where it had too few values
   * @param counts per figure, valid values, also where they were too few
   */
  public Block(long start, long end, int frames, double[] means, int[] counts) {
    if (means.length != counts.length) {
      throw new IllegalArgumentException(
          "%d means with %d counts".formatted(means.length, counts.length));
    }
    this.start = start;
    this.end = end;
    this.frames = frames;
    this.means = means.clone();
    this.counts = counts.clone();
  }

  /** First moment, milliseconds since the epoch. */
  public long start() {
    return start;
  }

  /** Last moment, exclusive. */
  public long end() {
    return end;
  }

  /** Frames that it is made of. */
  public int frames() {
    return frames;
  }

  /** Number of figures. */
  public int figures() {
    return means.length;
  }

  /** Mean of a figure; NaN where it had too few values. */
  public double mean(int figure) {
    return means[figure];
  }

  /** Valid values of a figure. */
  public int count(int figure) {
    return counts[figure];
  }

  double[] means() {
    return means;
  }
}
