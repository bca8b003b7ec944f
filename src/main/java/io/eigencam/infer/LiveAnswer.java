package io.eigencam.infer;

import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The outputs of one run of a live model, by signature key. They lie in native memory and are gone
 * when {@link LivePredictor#run} returns: copy what is to stay.
 */
final class LiveAnswer {
  private final Map<String, Tensor> tensors;

  /** Shape and values (C order) of one output. */
  static final class Tensor {
    private final long[] shape;
    private final FloatBuffer values;

    Tensor(long[] shape, FloatBuffer values) {
      this.shape = shape;
      this.values = values;
    }

    Tensor(long[] shape, float[] values) {
      this(shape, FloatBuffer.wrap(values));
    }

    int size(int axis) {
      return Math.toIntExact(shape[axis]);
    }

    /** One value, where it lies. */
    float at(int index) {
      return values.get(index);
    }

    /** A copy in Java's memory. */
    float[] values() {
      float[] copy = new float[values.capacity()];
      values.get(0, copy);
      return copy;
    }
  }

  LiveAnswer(Map<String, Tensor> tensors) {
    this.tensors = Map.copyOf(tensors);
  }

  Tensor tensor(String key) {
    Tensor tensor = tensors.get(key);
    if (tensor == null) {
      throw new IllegalStateException("the live model has no output " + key);
    }
    return tensor;
  }
}
