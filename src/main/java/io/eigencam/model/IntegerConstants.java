package io.eigencam.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Reads vectors of integers that a graph holds as constants, in the ways exporters write them. */
final class IntegerConstants {
  private static final int MOST_STEPS = 8;

  private final FlatModel model;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  /**
   * @param graph the model's own, or one with the same tensors
   */
  IntegerConstants(FlatModel model, GraphDef graph) {
    this.model = model;
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** The values of a vector; empty if it is none, or computed in a way that is not known here. */
  Optional<long[]> vector(String input) {
    Optional<TensorDescription> tensor = model.tensor(TensorName.parse(input).toString());
    if (tensor.isEmpty() || tensor.get().rank() != 1 || tensor.get().size(0) < 1) {
      return Optional.empty();
    }
    return values(input, tensor.get().size(0), MOST_STEPS);
  }

  private Optional<long[]> values(String input, int length, int steps) {
    NodeDef node = nodes.get(TensorName.parse(input).node());
    if (node == null || steps == 0) {
      return Optional.empty();
    }
    return switch (node.getOp()) {
      case "Const" -> values(node.getAttrOrThrow("value").getTensor(), length);
      case "Identity" -> values(node.getInput(0), length, steps - 1);
      case "Fill" ->
          values(node.getInput(1), 1, steps - 1).map(value -> repeated(value[0], length));
      case "OnesLike" -> Optional.of(repeated(1, length));
      default -> Optional.empty();
    };
  }

  private static Optional<long[]> values(TensorProto tensor, int length) {
    boolean wide = tensor.getDtype() == DataType.DT_INT64;
    if (!wide && tensor.getDtype() != DataType.DT_INT32) {
      return Optional.empty();
    }
    ByteBuffer content =
        tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int listed = wide ? tensor.getInt64ValCount() : tensor.getIntValCount();
    long[] values = new long[length];
    for (int i = 0; i < length; i++) {
      if (content.hasRemaining()) {
        values[i] = wide ? content.getLong() : content.getInt();
      } else if (listed > 0) {
        int at = Math.min(i, listed - 1); // the last one stands for all that follow
        values[i] = wide ? tensor.getInt64Val(at) : tensor.getIntVal(at);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private static long[] repeated(long value, int length) {
    long[] values = new long[length];
    Arrays.fill(values, value);
    return values;
  }
}
