package io.eigencam.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * The way of the picture through the network: nodes that depend on the input, joined by data. What
 * only looks at sizes (Shape, Rank) is not followed, nor are constants and weights; a convolution
 * has one input, the picture.
 *
 * <p>Nodes are named, not tensors: the features that we look for are first outputs.
 */
final class DataFlow {
  private static final Set<String> SIZES =
      Set.of("Shape", "ShapeN", "Size", "Rank", "ZerosLike", "OnesLike");

  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

  /** Operations that move numbers without changing them. */
  private static final Set<String> LAYOUT =
      Set.of(
          "Reshape",
          "Transpose",
          "Identity",
          "Squeeze",
          "ExpandDims",
          "ConcatV2",
          "Concat",
          "Pack",
          "Unpack",
          "Slice",
          "StridedSlice",
          "Split",
          "SplitV",
          "Cast",
          "StopGradient",
          "GatherV2",
          "Tile",
          "BroadcastTo",
          "PlaceholderWithDefault",
          "IdentityN");

  /** Layout operations that keep a tensor the same feature, and padding. */
  private static final Set<String> TRANSPARENT =
      Set.of(
          "Identity",
          "Pad",
          "PadV2",
          "MirrorPad",
          "Transpose",
          "Reshape",
          "Cast",
          "StopGradient",
          "ExpandDims",
          "Squeeze",
          "IdentityN");

  private final FlatModel model;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, List<String>> inputs = new HashMap<>(); // data inputs on the way
  private final Map<String, List<String>> consumers = new HashMap<>();
  private final Map<String, Integer> order = new HashMap<>(); // inputs before consumers

  DataFlow(FlatModel model) {
    this.model = model;
    String picture = TensorName.parse(model.inputTensor()).node();
    Set<String> dependent = new HashSet<>();
    // The flattener emitted inputs before consumers.
    for (NodeDef node : model.graph().getNodeList()) {
      String name = node.getName();
      nodes.put(name, node);
      order.put(name, order.size());
      List<String> data = new ArrayList<>();
      if (!SIZES.contains(node.getOp())) {
        for (String input : node.getInputList()) {
          String from = TensorName.parse(input).node();
          if (!TensorName.isControl(input) && dependent.contains(from)) {
            data.add(from);
          }
        }
      }
      if (!data.isEmpty() || name.equals(picture)) {
        dependent.add(name);
      }
      if (CONVOLUTIONS.contains(node.getOp()) && data.size() > 1) {
        data = List.of(data.get(0));
      }
      inputs.put(name, data);
      data.forEach(from -> consumers.computeIfAbsent(from, key -> new ArrayList<>()).add(name));
    }
  }

  String operation(String node) {
    return node(node).getOp();
  }

  boolean isConvolution(String node) {
    return CONVOLUTIONS.contains(operation(node));
  }

  boolean isLayout(String node) {
    return LAYOUT.contains(operation(node));
  }

  boolean isTransparent(String node) {
    return TRANSPARENT.contains(operation(node));
  }

  /** Data inputs that depend on the picture. */
  List<String> inputs(String node) {
    return inputs.getOrDefault(node, List.of());
  }

  /** All inputs as the graph has them, constants included. */
  List<String> rawInputs(String node) {
    return node(node).getInputList();
  }

  List<String> consumers(String node) {
    return consumers.getOrDefault(node, List.of());
  }

  /** Position in an order with inputs before consumers. */
  int order(String node) {
    return order.getOrDefault(node, -1);
  }

  /** The node that comes last. */
  String latest(Collection<String> of) {
    return of.stream().max((a, b) -> Integer.compare(order(a), order(b))).orElseThrow();
  }

  /** The node itself and everything before it. */
  Set<String> ancestors(String node) {
    Set<String> all = new HashSet<>(Set.of(node));
    Deque<String> open = new ArrayDeque<>(all);
    while (!open.isEmpty()) {
      for (String input : inputs(open.pop())) {
        if (all.add(input)) {
          open.push(input);
        }
      }
    }
    return all;
  }

  /** Steps back through operations that do not make another feature of a tensor. */
  String origin(String node) {
    String at = node;
    while (isTransparent(at) && inputs(at).size() == 1) {
      at = inputs(at).get(0);
    }
    return at;
  }

  /** The first operations after a node that are not layout. */
  Set<String> firstUses(String node) {
    Set<String> uses = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>(Set.of(node));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (String consumer : consumers(open.pop())) {
        if (!isLayout(consumer)) {
          uses.add(consumer);
        } else if (seen.add(consumer)) {
          open.push(consumer);
        }
      }
    }
    return uses;
  }

  /**
   * Pixels of the input per cell, if the node's first output is a picture of the input: NHWC with
   * height and width divided by the same whole number, at least 2.
   */
  OptionalInt stride(String node) {
    return first(node).map(this::stride).orElse(OptionalInt.empty());
  }

  private OptionalInt stride(TensorDescription tensor) {
    if (tensor.rank() != 4 || tensor.size(1) < 1 || tensor.size(2) < 1) {
      return OptionalInt.empty();
    }
    int height = model.inputHeight();
    int width = model.inputWidth();
    int stride = height / tensor.size(1);
    boolean divides = height % tensor.size(1) == 0 && width % tensor.size(2) == 0;
    return divides && stride == width / tensor.size(2) && stride >= 2
        ? OptionalInt.of(stride)
        : OptionalInt.empty();
  }

  /** The node's first output as a named feature; empty if it is no picture of the input. */
  Optional<FeatureTensor> feature(String name, String node) {
    return first(node).flatMap(tensor -> feature(name, tensor));
  }

  /** Any float32 tensor, "node:0" or "node", under that name; empty if it is no picture either. */
  Optional<FeatureTensor> tensor(String name) {
    String tensor = name.contains(":") ? name : name + ":0";
    String node = tensor.substring(0, tensor.lastIndexOf(':'));
    return model
        .tensor(tensor)
        .filter(found -> found.type().equals("float32") && !inputs(node).isEmpty())
        .flatMap(found -> feature(name, found));
  }

  private Optional<FeatureTensor> feature(String name, TensorDescription tensor) {
    OptionalInt stride = stride(tensor);
    if (stride.isEmpty() || tensor.size(3) < 1) {
      return Optional.empty();
    }
    return Optional.of(
        new FeatureTensor(
            name,
            tensor.tensor(),
            stride.getAsInt(),
            tensor.size(1),
            tensor.size(2),
            tensor.size(3)));
  }

  Optional<TensorDescription> first(String node) {
    return model.tensor(node + ":0");
  }

  private NodeDef node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }
}
