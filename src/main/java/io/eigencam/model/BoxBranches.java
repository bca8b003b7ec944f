package io.eigencam.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The box branches of a plain detection head: for every level the answer of the last convolution
 * that is not the class branch's, NHWC [batch, rows, columns, 4 x bins], before any decoding.
 */
public final class BoxBranches {
  private static final int SIDES = 4;

  private BoxBranches() {}

  /**
   * One tensor per level, finest first; empty unless the head has exactly a box and a class branch
   * on every level. What the values mean is not checked here.
   */
  public static List<TensorDescription> of(StockModel stock) {
    List<FeatureLevel> levels = stock.features().levels();
    boolean plain =
        stock.layout().kind() == HeadLayout.Kind.RAW
            && stock.layout().extra() == 0
            && levels.stream().allMatch(level -> level.classLogits() != null);
    if (!plain) {
      return List.of();
    }
    DataFlow flow = new DataFlow(stock.flat());
    HeadLevels head = new HeadLevels(flow);
    String output = Objects.requireNonNull(stock.flat().outputs().get(stock.mainOutput())).tensor();
    Map<Integer, List<String>> convolutions =
        head.lastConvolutions(TensorName.parse(output).node());
    List<TensorDescription> branches = new ArrayList<>();
    for (FeatureLevel level : levels) {
      List<String> last = convolutions.getOrDefault(level.stride(), List.of());
      branch(level, last.stream().map(head::withBias).toList(), flow).ifPresent(branches::add);
    }
    boolean whole = branches.size() == levels.size() && convolutions.size() == levels.size();
    return whole ? List.copyOf(branches) : List.of();
  }

  private static Optional<TensorDescription> branch(
      FeatureLevel level, List<String> answers, DataFlow flow) {
    String classes =
        TensorName.parse(Objects.requireNonNull(level.classLogits(), "class branch")).node();
    List<String> boxes = answers.stream().filter(answer -> !answer.equals(classes)).toList();
    if (answers.size() != 2 || boxes.size() != 1) {
      return Optional.empty();
    }
    return flow.first(boxes.get(0))
        .filter(tensor -> tensor.type().equals("float32") && tensor.rank() == 4)
        .filter(tensor -> tensor.size(1) == level.rows() && tensor.size(2) == level.columns())
        .filter(tensor -> tensor.size(3) > 0 && tensor.size(3) % SIDES == 0);
  }
}
