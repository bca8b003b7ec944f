package io.eigencam.explain;

/** The references' scaling: {@code (x - min) / (1e-7 + max - min)}. */
final class UnitRange {
  private static final double EPSILON = 1e-7;

  private UnitRange() {}

  /** Scales in place to 0..1; what does not vary becomes 0. */
  static void scale(double[] values) {
    double min = values[0];
    double max = values[0];
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - min) / (EPSILON + (max - min));
    }
  }
}
