package io.eigencam.model;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Lets TensorFlow fuse what exporters write apart: they add a convolution's bias by a plain
 * addition, and TensorFlow fuses a convolution with its activation only across a {@code BiasAdd}.
 * Both compute the same sums; the network's answer stays the same to the last bit, and each
 * activation saves one way through memory.
 */
public final class FusableBias {
  private static final Set<String> ADDITIONS = Set.of("AddV2", "Add");
  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");
  private static final String CHANNELS_LAST = "NHWC";

  private final FlatModel model;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  private FusableBias(FlatModel model) {
    this.model = model;
    model.graph().getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** The model's graph with such additions replaced; names stay. */
  public static GraphDef in(FlatModel model) {
    FusableBias bias = new FusableBias(model);
    GraphDef.Builder graph = model.graph().toBuilder().clearNode();
    model.graph().getNodeList().forEach(node -> graph.addNode(bias.replaced(node)));
    return graph.build();
  }

  private NodeDef replaced(NodeDef node) {
    if (!ADDITIONS.contains(node.getOp())) {
      return node;
    }
    String first = node.getInput(0);
    String second = node.getInput(1);
    if (isConvolution(first) && isBias(second, first)) {
      return biasAdd(node, first, second);
    }
    return isConvolution(second) && isBias(first, second) ? biasAdd(node, second, first) : node;
  }

  private static NodeDef biasAdd(NodeDef addition, String convolution, String bias) {
    NodeDef.Builder node = addition.toBuilder().setOp("BiasAdd");
    node.setInput(0, convolution).setInput(1, bias);
    return node.putAttr(
            "data_format",
            AttrValue.newBuilder().setS(ByteString.copyFromUtf8(CHANNELS_LAST)).build())
        .build();
  }

  private boolean isConvolution(String input) {
    NodeDef node = nodes.get(TensorName.parse(input).node());
    if (node == null || !CONVOLUTIONS.contains(node.getOp())) {
      return false;
    }
    // The default is left out by some writers.
    AttrValue format = node.getAttrMap().get("data_format");
    return format == null || format.getS().toStringUtf8().equals(CHANNELS_LAST);
  }

  /** A vector with a value per channel. */
  private boolean isBias(String input, String convolution) {
    Optional<TensorDescription> bias = tensor(input);
    Optional<TensorDescription> answer = tensor(convolution);
    return bias.isPresent()
        && answer.isPresent()
        && bias.get().rank() == 1
        && answer.get().rank() == 4
        && bias.get().size(0) == answer.get().size(3)
        && bias.get().type().equals(answer.get().type());
  }

  private Optional<TensorDescription> tensor(String input) {
    return model.tensor(TensorName.parse(input).toString());
  }
}
