package io.eigencam.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Spares copies that exporters write: a C2f block splits the channels of a tensor in two, and later
 * puts both halves side by side again, before what it made of the second. Halves next to each other
 * are the tensor itself, so the concatenation takes that instead, and nobody needs the first half
 * any more. The network's answer stays the same to the last bit.
 */
public final class JoinedSlices {
  private static final int CHANNELS = 3;
  private static final int RANK = 4;

  private final FlatModel model;
  private final IntegerConstants constants;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  private JoinedSlices(FlatModel model, GraphDef graph) {
    this.model = model;
    this.constants = new IntegerConstants(model, graph);
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /**
   * A graph with such halves replaced in the inputs of its concatenations; names stay.
   *
   * @param graph the model's own, or one with the same tensors
   */
  public static GraphDef in(FlatModel model, GraphDef graph) {
    JoinedSlices slices = new JoinedSlices(model, graph);
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    graph.getNodeList().forEach(node -> changed.addNode(slices.replaced(node)));
    return changed.build();
  }

  private NodeDef replaced(NodeDef node) {
    int values = (int) node.getAttrOrDefault("N", AttrValue.getDefaultInstance()).getI();
    if (!node.getOp().equals("ConcatV2") || !joinsChannels(node, values)) {
      return node;
    }
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      Optional<String> whole =
          i + 1 < values ? whole(node.getInput(i), node.getInput(i + 1)) : Optional.empty();
      inputs.add(whole.orElse(node.getInput(i)));
      i += whole.isPresent() ? 1 : 0;
    }
    // A concatenation needs two inputs at least.
    if (inputs.size() == values || inputs.size() < 2) {
      return node;
    }
    return node.toBuilder()
        .clearInput()
        .addAllInput(inputs)
        .addAllInput(node.getInputList().subList(values, node.getInputCount()))
        .putAttr("N", AttrValue.newBuilder().setI(inputs.size()).build())
        .build();
  }

  private boolean joinsChannels(NodeDef concatenation, int values) {
    int sum = 0;
    for (int i = 0; i < values; i++) {
      sum += size(concatenation.getInput(i), CHANNELS);
    }
    // Along another axis the channels would not add up.
    return values > 1 && sum > 0 && sum == size(concatenation.getName(), CHANNELS);
  }

  /** The tensor whose channels the two split, in this order; empty if they do not. */
  private Optional<String> whole(String first, String second) {
    NodeDef head = nodes.get(TensorName.parse(first).node());
    NodeDef tail = nodes.get(TensorName.parse(second).node());
    if (head == null
        || tail == null
        || !head.getOp().equals("StridedSlice")
        || !tail.getOp().equals("StridedSlice")
        || !head.getInput(0).equals(tail.getInput(0))) {
      return Optional.empty();
    }
    String whole = head.getInput(0);
    int middle = size(first, CHANNELS);
    int end = size(whole, CHANNELS);
    boolean split =
        middle > 0
            && middle < end
            && hasChannels(head, whole, 0, middle)
            && hasChannels(tail, whole, middle, end);
    return split ? Optional.of(whole) : Optional.empty();
  }

  /** Whether a slice has all of a tensor but for its channels, and of these a range. */
  private boolean hasChannels(NodeDef slice, String whole, int from, int to) {
    Optional<long[]> begin = constants.vector(slice.getInput(1));
    Optional<long[]> end = constants.vector(slice.getInput(2));
    Optional<long[]> strides = constants.vector(slice.getInput(3));
    boolean plain =
        mask(slice, "ellipsis_mask") == 0
            && mask(slice, "new_axis_mask") == 0
            && mask(slice, "shrink_axis_mask") == 0;
    if (!plain || begin.isEmpty() || end.isEmpty() || strides.isEmpty()) {
      return false;
    }
    if (begin.get().length != RANK || end.get().length != RANK || strides.get().length != RANK) {
      return false;
    }
    for (int axis = 0; axis < RANK; axis++) {
      int length = size(whole, axis);
      long first = mask(slice, "begin_mask", axis) ? 0 : begin.get()[axis];
      boolean toEnd = mask(slice, "end_mask", axis);
      long last = toEnd ? length : end.get()[axis];
      boolean all = first == 0 && (toEnd || (length > 0 && last == length));
      boolean wanted = axis == CHANNELS ? first == from && last == to : all;
      if (!wanted || strides.get()[axis] != 1) {
        return false;
      }
    }
    return true;
  }

  private static boolean mask(NodeDef slice, String name, int axis) {
    return (mask(slice, name) >> axis & 1) != 0;
  }

  private static long mask(NodeDef slice, String name) {
    return slice.getAttrOrDefault(name, AttrValue.getDefaultInstance()).getI();
  }

  /** Length of a tensor along an axis; -1 if it is not known. */
  private int size(String input, int axis) {
    return model
        .tensor(TensorName.parse(input).toString())
        .filter(tensor -> tensor.rank() == RANK)
        .map(tensor -> tensor.size(axis))
        .orElse(-1);
  }
}
