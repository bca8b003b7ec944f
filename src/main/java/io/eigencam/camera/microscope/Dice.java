package io.eigencam.camera.microscope;

/** A short stream of pseudo-random numbers that follows from its start value only (SplitMix64). */
final class Dice {
  private long state;

  Dice(long seed, CellKind kind, long column, long row) {
    this(mix(mix(mix(seed * 0x9E3779B97F4A7C15L + kind.ordinal() + 1) + column) * 3 + row));
  }

  Dice(long state) {
    this.state = state;
  }

  Dice(Dice other) {
    this.state = other.state;
  }

  double next() {
    state += 0x9E3779B97F4A7C15L;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  double between(double low, double high) {
    return low + (high - low) * next();
  }

  /** Bell-shaped around zero, never beyond three times the spread. */
  double around(double spread) {
    return spread * 2 * (next() + next() + next() - 1.5);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
