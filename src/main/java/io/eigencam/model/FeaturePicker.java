package io.eigencam.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tensors worth explaining by the structure of the graph alone; names of nodes differ
 * between exporters and versions. Holds for every detection, segmentation, pose and oriented-box
 * head from YOLOv3 to YOLO26 and for the classifiers.
 */
final class FeaturePicker {
  private final DataFlow flow;

  FeaturePicker(FlatModel model) {
    this.flow = new DataFlow(model);
  }

  /** Features of the detector that makes the output; no levels if it is none. */
  FeatureTensors detector(TensorDescription output, int classes) {
    HeadLevels head = new HeadLevels(flow);
    List<FeatureLevel> levels = new ArrayList<>();
    Set<String> before = new HashSet<>();
    Map<Integer, List<String>> groups =
        head.lastConvolutions(TensorName.parse(output.tensor()).node());
    for (Map.Entry<Integer, List<String>> group : groups.entrySet()) {
      String node = head.feature(group.getValue());
      Optional<FeatureTensor> feature = flow.feature(levelName(group.getKey()), node);
      if (feature.isEmpty() || feature.get().stride() != group.getKey()) {
        continue; // branches that meet only in another grid are no level of a head
      }
      before.addAll(flow.ancestors(node));
      String logits = head.classLogits(group.getValue());
      levels.add(new FeatureLevel(feature.get(), fitting(logits, group.getKey(), classes)));
    }
    return new FeatureTensors(
        levels,
        new PyramidPooling(flow)
            .end(before)
            .flatMap(node -> flow.feature("sppf", node))
            .orElse(null),
        new CoarsestUpsampling(flow)
            .input(before)
            .flatMap(node -> flow.feature("backboneEnd", node))
            .orElse(null),
        null,
        null);
  }

  /**
   * How many last convolutions the coarsest level has: a box and a class branch, or one for both.
   */
  int branches(TensorDescription output) {
    return new HeadLevels(flow)
        .lastConvolutions(TensorName.parse(output.tensor()).node()).values().stream()
            .mapToInt(List::size)
            .max()
            .orElse(0);
  }

  /** Features of the classifier that makes the output; empty if it is none. */
  Optional<FeatureTensors> classifier(TensorDescription output) {
    String node = flow.origin(TensorName.parse(output.tensor()).node());
    String weights = null;
    while (!Set.of("Mean", "AvgPool").contains(flow.operation(node))) {
      if (Set.of("MatMul", "Conv2D").contains(flow.operation(node))) {
        weights = TensorName.parse(flow.rawInputs(node).get(1)).toString();
      }
      if (flow.inputs(node).isEmpty()) {
        return Optional.empty();
      }
      node = flow.latest(flow.inputs(node));
    }
    String last = flow.origin(flow.inputs(node).get(0));
    String convolution = last;
    while (!flow.isConvolution(convolution)) {
      if (flow.inputs(convolution).isEmpty()) {
        return Optional.empty();
      }
      convolution = flow.latest(flow.inputs(convolution));
    }
    String backbone = flow.origin(flow.inputs(convolution).get(0));
    Optional<FeatureTensor> map = flow.feature("last", last);
    if (map.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FeatureTensors(
            List.of(),
            null,
            flow.feature("backboneEnd", backbone).orElse(null),
            map.get(),
            weights));
  }

  /** What goes into a classifier's softmax, "node:0"; null if the output is that of no softmax. */
  @Nullable String logits(TensorDescription output) {
    String node = flow.origin(TensorName.parse(output.tensor()).node());
    return flow.operation(node).equals("Softmax")
        ? TensorName.parse(flow.rawInputs(node).get(0)).toString()
        : null;
  }

  /** "p3" for stride 8, "p4" for 16, ...; "stride12" for one that is no power of two. */
  static String levelName(int stride) {
    return Integer.bitCount(stride) == 1
        ? "p" + Integer.numberOfTrailingZeros(stride)
        : "stride" + stride;
  }

  private @Nullable String fitting(@Nullable String logits, int stride, int classes) {
    if (logits == null) {
      return null;
    }
    OptionalInt grid = flow.stride(logits);
    Optional<TensorDescription> tensor = flow.first(logits);
    return grid.isPresent() && grid.getAsInt() == stride && tensor.orElseThrow().size(3) == classes
        ? tensor.orElseThrow().tensor()
        : null;
  }
}
