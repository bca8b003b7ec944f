package io.eigencam.model;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The spatial pyramid pooling block (SPP, SPPF): one tensor joined with two or more poolings of
 * itself, one convolution, and what follows it element by element.
 */
final class PyramidPooling {
  private static final Set<String> POOLS = Set.of("MaxPool", "MaxPoolV2");

  private static final Set<String> ELEMENTWISE =
      Set.of(
          "Sigmoid",
          "Mul",
          "Relu",
          "Relu6",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Tanh",
          "Softplus",
          "Maximum",
          "Minimum",
          "BiasAdd",
          "AddV2",
          "Add",
          "Identity",
          "FusedBatchNormV3",
          "Sub",
          "RealDiv",
          "IdentityN");

  private final DataFlow flow;

  PyramidPooling(DataFlow flow) {
    this.flow = flow;
  }

  /** The block's last node among the given ones; the last block if there are several. */
  Optional<String> end(Set<String> among) {
    return among.stream()
        .filter(this::joinsPoolings)
        .sorted(Comparator.comparingInt(flow::order))
        .map(this::endAfter)
        .flatMap(Optional::stream)
        .reduce((earlier, later) -> later);
  }

  private boolean joinsPoolings(String node) {
    List<String> inputs = flow.inputs(node);
    if (!flow.operation(node).equals("ConcatV2") || inputs.size() < 3) {
      return false;
    }
    Set<String> bases = new HashSet<>();
    int pooled = 0;
    for (String input : inputs) {
      String at = input;
      boolean pools = false;
      while (POOLS.contains(flow.operation(at))
          || (flow.isTransparent(at) && flow.inputs(at).size() == 1)) {
        pools |= POOLS.contains(flow.operation(at));
        at = flow.inputs(at).get(0);
      }
      if (pools) {
        pooled++;
        bases.add(at);
      }
    }
    return pooled >= 2 && bases.size() == 1;
  }

  private Optional<String> endAfter(String join) {
    Set<String> convolutions = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(join));
    while (!open.isEmpty()) {
      for (String consumer : flow.consumers(open.pop())) {
        if (flow.isConvolution(consumer)) {
          convolutions.add(consumer);
        } else if (flow.isTransparent(consumer)) {
          open.push(consumer);
        }
      }
    }
    if (convolutions.size() != 1) {
      return Optional.empty();
    }
    return Optional.of(flow.latest(grow(convolutions.iterator().next(), flow.ancestors(join))));
  }

  /** The convolution and all element-wise operations fed by it alone, or with a shortcut. */
  private Set<String> grow(String convolution, Set<String> before) {
    Set<String> block = new LinkedHashSet<>(Set.of(convolution));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (String node : List.copyOf(block)) {
        for (String consumer : flow.consumers(node)) {
          if (!block.contains(consumer) && belongs(consumer, block, before)) {
            block.add(consumer);
            grown = true;
          }
        }
      }
    }
    return block;
  }

  private boolean belongs(String node, Set<String> block, Set<String> before) {
    if (!ELEMENTWISE.contains(flow.operation(node))) {
      return false;
    }
    List<String> others = flow.inputs(node).stream().filter(in -> !block.contains(in)).toList();
    boolean adds = Set.of("AddV2", "Add").contains(flow.operation(node));
    return others.isEmpty() || (adds && before.containsAll(others));
  }
}
