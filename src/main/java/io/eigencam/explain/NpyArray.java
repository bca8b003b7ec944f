package io.eigencam.explain;

import java.util.Arrays;
import java.util.Objects;

/** An array as NumPy saves it: any number of axes, values in C order. */
public final class NpyArray {
  private final int[] shape;
  private final double[] values; // float32 and uint8 values are exact in double

  /**
   * @param shape length of every axis; empty for a scalar
   * @param values in C order; not copied
   */
  public NpyArray(int[] shape, double[] values) {
    this.shape = shape.clone();
    this.values = Objects.requireNonNull(values, "values");
    long size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, (long) length);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "shape %s needs %d values, not %d".formatted(this, size, values.length));
    }
  }

  /** Length of every axis, a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** In C order, not a copy. */
  public double[] values() {
    return values;
  }

  /** In C order, rounded to float; exact for what was saved as float32 or uint8. */
  public float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** The shape, as NumPy prints it. */
  @Override
  public String toString() {
    String axes = Arrays.toString(shape);
    return "(" + axes.substring(1, axes.length() - 1) + (shape.length == 1 ? ",)" : ")");
  }
}
