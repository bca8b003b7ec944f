package io.eigencam.infer;

import java.util.Map;

/** The outputs of one run of a live model, by signature key, in Java's memory. */
final class LiveAnswer {
  private final Map<String, Tensor> tensors;

  /** Shape and values (C order) of one output. */
  static final class Tensor {
    private final long[] shape;
    private final float[] values;

    Tensor(long[] shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    int size(int axis) {
      return Math.toIntExact(shape[axis]);
    }

    float[] values() {
      return values;
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
