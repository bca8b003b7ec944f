package io.eigencam.infer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Writes a graph in operations that TensorFlow's C++ gradients know, with the same results: {@code
 * IdentityN} (Keras wraps swish in it) becomes its parts, and slices get 32 bit indices, because
 * the gradient of a slice mixes them with a 32 bit shape. What else has no gradient is left for
 * TensorFlow to refuse.
 */
final class DifferentiableGraph {
  private static final String BUNDLE = "IdentityN";
  private static final String SLICE = "StridedSlice";
  private static final int SLICED = 0; // the slice's first input; begin, end and strides follow
  private static final String SUFFIX = "/eigencam_int32";

  private final GraphDef graph;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  private DifferentiableGraph(GraphDef graph) {
    this.graph = graph;
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  static GraphDef of(GraphDef graph) {
    return new DifferentiableGraph(graph).rewritten();
  }

  private GraphDef rewritten() {
    GraphDef.Builder written = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      NodeDef.Builder copy = node.toBuilder().clearInput();
      node.getInputList().forEach(input -> copy.addInput(withoutIdentityN(input)));
      if (node.getOp().equals(BUNDLE)) {
        written.addNode(firstOf(copy));
        continue;
      }
      if (node.getOp().equals(SLICE) && indexType(node) == DataType.DT_INT64) {
        written.addAllNode(narrowed(copy));
      }
      written.addNode(copy);
    }
    return written.build();
  }

  /** Output 0 under its name, which may be a layer's; the others have no users left. */
  private static NodeDef firstOf(NodeDef.Builder bundle) {
    AttrValue type = type(bundle.getAttrOrThrow("T").getList().getType(0));
    List<String> inputs = List.copyOf(bundle.getInputList());
    NodeDef.Builder first =
        NodeDef.newBuilder()
            .setOp("Identity")
            .setName(bundle.getName())
            .addInput(inputs.get(0))
            .putAttr("T", type);
    inputs.stream().filter(input -> input.startsWith("^")).forEach(first::addInput);
    return first.build();
  }

  /** What an output of IdentityN is, unless it is the first; other inputs as they are. */
  private String withoutIdentityN(String input) {
    String current = input;
    int colon = current.lastIndexOf(':');
    while (colon > 0 && !current.startsWith("^") && !current.endsWith(":0")) {
      NodeDef node = nodes.get(current.substring(0, colon));
      if (node == null || !node.getOp().equals(BUNDLE)) {
        break;
      }
      current = node.getInput(Integer.parseInt(current.substring(colon + 1)));
      colon = current.lastIndexOf(':');
    }
    return current;
  }

  private static DataType indexType(NodeDef slice) {
    return slice.getAttrOrDefault("Index", AttrValue.getDefaultInstance()).getType();
  }

  /**
   * Gives a slice 32 bit indices.
   *
   * @return the nodes that make them. "To the end" may stand there as the largest 64 bit number,
   *     hence the limits.
   */
  private static List<NodeDef> narrowed(NodeDef.Builder slice) {
    List<NodeDef> added = new ArrayList<>();
    NodeDef most = constant(slice.getName() + SUFFIX + "_most", Integer.MAX_VALUE);
    NodeDef least = constant(slice.getName() + SUFFIX + "_least", Integer.MIN_VALUE);
    added.add(most);
    added.add(least);
    for (int i = SLICED + 1; i <= SLICED + 3; i++) {
      String name = slice.getName() + SUFFIX + i;
      NodeDef below = binary("Minimum", name + "_below", slice.getInput(i), most.getName());
      NodeDef within = binary("Maximum", name + "_within", below.getName(), least.getName());
      NodeDef narrow =
          NodeDef.newBuilder()
              .setOp("Cast")
              .setName(name)
              .addInput(within.getName())
              .putAttr("SrcT", type(DataType.DT_INT64))
              .putAttr("DstT", type(DataType.DT_INT32))
              .build();
      added.addAll(List.of(below, within, narrow));
      slice.setInput(i, name);
    }
    slice.putAttr("Index", type(DataType.DT_INT32));
    return added;
  }

  private static NodeDef binary(String operation, String name, String first, String second) {
    return NodeDef.newBuilder()
        .setOp(operation)
        .setName(name)
        .addInput(first)
        .addInput(second)
        .putAttr("T", type(DataType.DT_INT64))
        .build();
  }

  private static NodeDef constant(String name, long value) {
    AttrValue.Builder tensor = AttrValue.newBuilder();
    tensor.getTensorBuilder().setDtype(DataType.DT_INT64).addInt64Val(value);
    tensor.getTensorBuilder().getTensorShapeBuilder();
    return NodeDef.newBuilder()
        .setOp("Const")
        .setName(name)
        .putAttr("dtype", type(DataType.DT_INT64))
        .putAttr("value", tensor.build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }
}
