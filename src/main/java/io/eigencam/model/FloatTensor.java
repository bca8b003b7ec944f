package io.eigencam.model;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Numbers that a graph gave, in C order. */
public final class FloatTensor {
  private final long[] shape;
  private final float[] values;

  FloatTensor(long[] shape, float[] values) {
    if (LongStream.of(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          Arrays.toString(shape) + " does not hold " + values.length + " values");
    }
    this.shape = shape.clone();
    this.values = values;
  }

  public int rank() {
    return shape.length;
  }

  public int size(int axis) {
    return Math.toIntExact(shape[axis]);
  }

  /** C order, not a copy. */
  public float[] values() {
    return values;
  }

  @Override
  public String toString() {
    return "FloatTensor" + Arrays.toString(shape);
  }
}
