package io.eigencam.model;

import java.util.List;
import java.util.Objects;

/**
 * A tensor of the graph.
 *
 * @param tensor name, "node:0"
 * @param type "float32", "int32", ...
 * @param shape sizes, -1 where unknown
 */
public record TensorDescription(String tensor, String type, List<Long> shape) {
  public TensorDescription {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(type, "type");
    shape = List.copyOf(shape);
  }

  public int rank() {
    return shape.size();
  }

  /** Size of one axis, -1 if unknown. */
  public int size(int axis) {
    return Math.toIntExact(shape.get(axis));
  }
}
