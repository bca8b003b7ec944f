package io.eigencam.model;

import java.util.List;
import java.util.Objects;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A tensor of the graph.
 *
 * @param tensor name, "node:0"
 * @param type "float32", "int32", ...
 * @param shape sizes, -1 where unknown; empty for a scalar and where not even the rank is known
 * @param rankKnown whether the number of axes is known
 */
public record TensorDescription(String tensor, String type, List<Long> shape, boolean rankKnown) {
  public TensorDescription {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(type, "type");
    shape = List.copyOf(shape);
  }

  /** Number of axes, -1 if unknown. */
  public int rank() {
    return rankKnown ? shape.size() : -1;
  }

  /** Size of one axis, -1 if unknown. */
  public int size(int axis) {
    return Math.toIntExact(shape.get(axis));
  }

  TensorShapeProto shapeProto() {
    TensorShapeProto.Builder proto = TensorShapeProto.newBuilder().setUnknownRank(!rankKnown);
    shape.forEach(size -> proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size)));
    return proto.build();
  }
}
