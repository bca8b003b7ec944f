package io.eigencam.model;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where the backbone ends and the neck begins: the input of the coarsest upsampling, which is a
 * resize operation, a transposed convolution, or layout operations that go from a grid to one twice
 * as fine.
 */
final class CoarsestUpsampling {
  private final DataFlow flow;

  CoarsestUpsampling(DataFlow flow) {
    this.flow = flow;
  }

  /** The node before it, among the given ones. */
  Optional<String> input(Set<String> among) {
    record Upsampling(int stride, int order, String input) {}
    return among.stream()
        .flatMap(
            node ->
                source(node)
                    .map(input -> new Upsampling(strideOf(node), flow.order(node), input))
                    .stream())
        .max(
            Comparator.comparingInt(Upsampling::stride)
                .thenComparing(Comparator.comparingInt(Upsampling::order).reversed()))
        .map(Upsampling::input);
  }

  private int strideOf(String node) {
    return flow.stride(node).orElseThrow();
  }

  /** What a node enlarges twofold; empty if it does not. */
  private Optional<String> source(String node) {
    String operation = flow.operation(node);
    boolean may =
        operation.startsWith("Resize")
            || operation.equals("Conv2DBackpropInput")
            || flow.isLayout(node);
    OptionalInt stride = flow.stride(node);
    if (!may || stride.isEmpty()) {
      return Optional.empty();
    }
    Set<String> origins = new HashSet<>();
    Set<String> seen = new HashSet<>(flow.inputs(node));
    Deque<String> open = new ArrayDeque<>(List.copyOf(seen));
    while (!open.isEmpty()) {
      String input = open.pop();
      OptionalInt from = flow.stride(input);
      if (from.isPresent()) {
        if (from.getAsInt() != 2 * stride.getAsInt()) {
          return Optional.empty();
        }
        origins.add(flow.origin(input));
      } else if (flow.isLayout(input)) {
        flow.inputs(input).stream().filter(seen::add).forEach(open::push);
      } else {
        return Optional.empty();
      }
    }
    return origins.size() == 1 ? Optional.of(origins.iterator().next()) : Optional.empty();
  }
}
