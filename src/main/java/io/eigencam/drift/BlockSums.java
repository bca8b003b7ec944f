package io.eigencam.drift;

import java.util.Arrays;

/**
 * A block while it fills. A figure with too few values when the block closes has no mean in it, and
 * takes what it has along into the next.
 */
final class BlockSums {
  private final double[] sums;
  private final int[] counts;
  private int frames;

  BlockSums(int figures) {
    this(new double[figures], new int[figures]);
  }

  private BlockSums(double[] sums, int[] counts) {
    this.sums = sums;
    this.counts = counts;
  }

  /**
   * @param values per figure; NaN where it is undefined
   */
  void add(double[] values) {
    if (values.length != sums.length) {
      throw new IllegalArgumentException(
          "%d values for %d figures".formatted(values.length, sums.length));
    }
    frames++;
    for (int k = 0; k < values.length; k++) {
      if (Double.isFinite(values[k])) {
        sums[k] += values[k];
        counts[k]++;
      }
    }
  }

  int frames() {
    return frames;
  }

  /**
   * @param least values that make a mean
   */
  Block close(long start, long end, int least) {
    double[] means = new double[sums.length];
    Arrays.fill(means, Double.NaN);
    int[] valid = counts.clone();
    for (int k = 0; k < sums.length; k++) {
      if (counts[k] >= least) {
        means[k] = sums[k] / counts[k];
        sums[k] = 0;
        counts[k] = 0;
      }
    }
    Block block = new Block(start, end, frames, means, valid);
    frames = 0;
    return block;
  }

  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    frames = 0;
  }

  void write(StateOutput out) {
    out.doubles(sums);
    out.integers(counts);
    out.integer(frames);
  }

  static BlockSums read(StateInput in, int figures) {
    BlockSums read = new BlockSums(in.doubles(figures), in.integers(figures));
    read.frames = in.integer();
    return read;
  }
}
