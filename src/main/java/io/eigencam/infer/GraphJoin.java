package io.eigencam.infer;

import io.eigencam.model.ModelRejected;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Joins two graphs: placeholders of either are replaced by tensors of the other. (TensorFlow's own
 * import can map inputs, but its Java API does not offer that.)
 */
final class GraphJoin {
  private static final String COLOCATION = "_class";
  private static final String COLOCATED_WITH = "loc:@";

  private GraphJoin() {}

  /**
   * @param stockInputs placeholder of the stock graph to tensor of the added one
   * @param addedInputs placeholder of the added graph to tensor of the stock one
   * @return the nodes of both without those placeholders; library and versions of the stock graph
   * @throws ModelRejected if a node of the added graph has the name of a stock node
   */
  static GraphDef join(
      GraphDef stock,
      Map<String, String> stockInputs,
      GraphDef added,
      Map<String, String> addedInputs)
      throws ModelRejected {
    GraphDef.Builder joined = stock.toBuilder().clearNode();
    copy(stock, new Renaming(stockInputs), joined);
    Set<String> names = new HashSet<>();
    joined.getNodeList().forEach(node -> names.add(node.getName()));
    int stockNodes = joined.getNodeCount();
    copy(added, new Renaming(addedInputs), joined);
    for (NodeDef node : joined.getNodeList().subList(stockNodes, joined.getNodeCount())) {
      if (!names.add(node.getName())) {
        throw new ModelRejected(
            "the model already has a node "
                + node.getName()
                + ": it was written by this program; give the stock export");
      }
    }
    return joined.build();
  }

  private static void copy(GraphDef from, Renaming renaming, GraphDef.Builder to) {
    for (NodeDef node : from.getNodeList()) {
      if (renaming.replaces(node.getName())) {
        continue;
      }
      NodeDef.Builder copy = node.toBuilder().clearInput();
      node.getInputList().forEach(input -> copy.addInput(renaming.input(input)));
      withoutColocation(node, renaming, copy);
      to.addNode(copy);
    }
  }

  /** A node must not ask to stay on the device of one that is gone. */
  private static void withoutColocation(NodeDef node, Renaming renaming, NodeDef.Builder copy) {
    AttrValue colocation = node.getAttrMap().get(COLOCATION);
    if (colocation != null
        && colocation.getList().getSList().stream()
            .map(with -> with.toStringUtf8().replaceFirst("^" + COLOCATED_WITH, ""))
            .anyMatch(renaming::replaces)) {
      copy.removeAttr(COLOCATION);
    }
  }

  /** Names of placeholders and what stands in their place. */
  private static final class Renaming {
    private final Map<String, String> tensors = new HashMap<>(); // node to "node:index"

    Renaming(Map<String, String> placeholders) {
      placeholders.forEach((from, to) -> tensors.put(node(from), to));
    }

    boolean replaces(String node) {
      return tensors.containsKey(node);
    }

    /** One entry of a node's inputs: "node", "node:index" or, for control, "^node". */
    String input(String input) {
      if (input.startsWith("^")) {
        String tensor = tensors.get(input.substring(1));
        return tensor == null ? input : "^" + node(tensor);
      }
      String tensor = tensors.get(node(input));
      return tensor == null ? input : tensor;
    }

    private static String node(String tensor) {
      int colon = tensor.lastIndexOf(':');
      return colon < 0 ? tensor : tensor.substring(0, colon);
    }
  }
}
