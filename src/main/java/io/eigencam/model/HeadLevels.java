package io.eigencam.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Levels of a detection head. Walking back from the output, the first convolutions whose answer is
 * a picture of the input are the head's last ones; those of one grid are one level. What a level's
 * branches have in common is its feature: the nearest common ancestor.
 */
final class HeadLevels {
  private final DataFlow flow;

  HeadLevels(DataFlow flow) {
    this.flow = flow;
  }

  /** Last convolutions by stride, finest first; empty if the output is not made by convolutions. */
  Map<Integer, List<String>> lastConvolutions(String output) {
    Map<Integer, List<String>> levels = new TreeMap<>();
    Set<String> seen = new HashSet<>(Set.of(output));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String node = open.pop();
      OptionalInt stride = flow.isConvolution(node) ? flow.stride(node) : OptionalInt.empty();
      if (stride.isPresent()) {
        levels.computeIfAbsent(stride.getAsInt(), key -> new ArrayList<>()).add(node);
        continue;
      }
      for (String input : flow.inputs(node)) {
        if (seen.add(input)) {
          open.push(input);
        }
      }
    }
    levels.values().forEach(group -> group.sort(Comparator.comparingInt(flow::order)));
    return levels;
  }

  /** What all convolutions of one level read. */
  String feature(List<String> convolutions) {
    if (convolutions.size() == 1) {
      return flow.origin(flow.inputs(convolutions.get(0)).get(0));
    }
    Set<String> common = flow.ancestors(convolutions.get(0));
    convolutions.forEach(convolution -> common.retainAll(flow.ancestors(convolution)));
    List<String> nearest =
        common.stream()
            .filter(node -> flow.consumers(node).stream().noneMatch(common::contains))
            .toList();
    return flow.origin(flow.latest(nearest));
  }

  /**
   * The class branch: from its answer onwards (layout aside) there are only sigmoids, whose result
   * is not computed with any further (an angle is). Null if that does not single one out.
   *
   * @return the node before the sigmoid
   */
  @Nullable String classLogits(List<String> convolutions) {
    List<String> candidates =
        convolutions.stream().map(this::withBias).filter(this::onlySigmoid).toList();
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    return convolutions.size() == 2 ? secondOfJoined(convolutions) : null;
  }

  private boolean onlySigmoid(String answer) {
    Set<String> uses = flow.firstUses(answer);
    Set<String> arithmetic = Set.of("Sub", "AddV2", "Add", "Cos", "Sin");
    return !uses.isEmpty()
        && uses.stream()
            .allMatch(
                use ->
                    flow.operation(use).equals("Sigmoid")
                        && flow.firstUses(use).stream()
                            .noneMatch(next -> arithmetic.contains(flow.operation(next))));
  }

  /** Heads up to 8.3 join box and class rows per level, boxes first. */
  private @Nullable String secondOfJoined(List<String> convolutions) {
    Set<String> joins = new HashSet<>(consumersOf(convolutions.get(0)));
    joins.retainAll(consumersOf(convolutions.get(1)));
    joins.removeIf(node -> !flow.operation(node).equals("ConcatV2"));
    if (joins.size() != 1) {
      return null;
    }
    List<String> joined = flow.rawInputs(joins.iterator().next());
    return joined.size() == 3 ? TensorName.parse(joined.get(1)).node() : null;
  }

  private Set<String> consumersOf(String convolution) {
    String answer = withBias(convolution);
    Set<String> consumers = new HashSet<>(flow.consumers(answer));
    consumers.addAll(flow.consumers(flow.origin(answer)));
    return consumers;
  }

  /** A convolution's answer with its bias added. */
  String withBias(String convolution) {
    String node = convolution;
    while (flow.consumers(node).size() == 1) {
      String next = flow.consumers(node).get(0);
      boolean adds = Set.of("BiasAdd", "AddV2", "Add").contains(flow.operation(next));
      if (adds && flow.inputs(next).size() == 1) {
        return next;
      }
      if (!flow.operation(next).equals("Identity")) {
        return node;
      }
      node = next;
    }
    return node;
  }
}
