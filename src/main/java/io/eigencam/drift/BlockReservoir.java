package io.eigencam.drift;

import java.util.Arrays;

/**
 * A uniform sample of the blocks of a learning period, of bounded size (algorithm R: Vitter,
 * "Random sampling with a reservoir", 1985). Which rows stay follows from the seed and the row's
 * number alone, so that a restart in between changes nothing.
 */
final class BlockReservoir {
  /** The median of so many is uncertain by a twentieth of a standard deviation. */
  static final int ROWS = 512;

  private final long seed;
  private final int figures;
  private float[] values; // (rows, figures), as many as needed so far
  private final int[] numbers = new int[ROWS]; // which block each row is, from 0
  private int seen;

  BlockReservoir(long seed, int figures) {
    this.seed = seed;
    this.figures = figures;
    this.values = new float[0];
  }

  void add(double[] row) {
    int slot = seen;
    if (seen >= ROWS) {
      slot = (int) Long.remainderUnsigned(mix(seed + seen), seen + 1L);
    }
    if (slot < ROWS) {
      if (values.length < (slot + 1) * figures) {
        values = Arrays.copyOf(values, Math.min(ROWS, Math.max(16, 2 * slot)) * figures);
      }
      for (int k = 0; k < figures; k++) {
        values[slot * figures + k] = (float) row[k];
      }
      numbers[slot] = seen;
    }
    seen++;
  }

  int rows() {
    return Math.min(seen, ROWS);
  }

  /** The sampled values of a figure among the blocks numbered {@code from} to {@code to}. */
  double[] values(int figure, int from, int to) {
    double[] found = new double[rows()];
    int count = 0;
    for (int row = 0; row < rows(); row++) {
      if (numbers[row] >= from && numbers[row] < to) {
        found[count++] = values[row * figures + figure];
      }
    }
    return Arrays.copyOf(found, count);
  }

  void clear() {
    seen = 0;
    values = new float[0];
  }

  /** SplitMix64's output function: Steele, Lea, Flood, OOPSLA 2014. */
  private static long mix(long number) {
    long z = number * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  void write(StateOutput out) {
    out.number(seed);
    out.integer(seen);
    out.floats(values, rows() * figures);
    for (int row = 0; row < rows(); row++) {
      out.integer(numbers[row]);
    }
  }

  static BlockReservoir read(StateInput in, int figures) {
    BlockReservoir reservoir = new BlockReservoir(in.number(), figures);
    reservoir.seen = in.integer();
    if (reservoir.seen < 0) {
      throw new IllegalArgumentException("stored state: a reservoir that saw fewer than 0 blocks");
    }
    int rows = reservoir.rows();
    reservoir.values = in.floats(rows * figures);
    System.arraycopy(in.integers(rows), 0, reservoir.numbers, 0, rows);
    return reservoir;
  }
}
