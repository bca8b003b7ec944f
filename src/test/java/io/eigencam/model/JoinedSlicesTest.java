package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

@Timeout(120)
class JoinedSlicesTest {
  /** YOLOv8 has a C2f block four times in the backbone and four times in the neck. */
  private static final int BLOCKS = 8;

  @Test
  void shouldSpareTheFirstHalfOfEveryBlockAndChangeNoBit() throws Exception {
    FlatModel model = StockModel.open(DemoModel.FOLDER).flat();
    List<String> outputs = List.of(model.outputs().values().iterator().next().tensor());
    float[] picture = ProbePicture.of(model.inputHeight(), model.inputWidth());

    // When
    GraphDef joined = JoinedSlices.in(model, model.graph());

    // Then
    Map<String, NodeDef> before = concatenations(model.graph());
    long changed =
        concatenations(joined).values().stream()
            .filter(node -> !node.equals(before.get(node.getName())))
            .count();
    assertEquals(BLOCKS, changed);
    try (GraphSession stock = GraphSession.open(model);
        GraphSession fast = GraphSession.open(model, joined)) {
      for (String output : outputs) {
        assertArrayEquals(
            Objects.requireNonNull(stock.run(picture, outputs).get(output)).values(),
            Objects.requireNonNull(fast.run(picture, outputs).get(output)).values());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin_mask", "end_mask", "ellipsis_mask", "shrink_axis_mask"})
  void shouldKeepSlicesThatAreNotTheTwoHalves(String mask) throws Exception {
    FlatModel model = StockModel.open(DemoModel.FOLDER).flat();
    // Given the last axis is cut in another way, or another axis is
    GraphDef other =
        changed(
            model.graph(),
            node ->
                node.getOp().equals("StridedSlice")
                    ? node.toBuilder()
                        .putAttr(mask, AttrValue.newBuilder().setI(0b1000).build())
                        .build()
                    : node);

    // When, Then
    assertNotEquals(model.graph(), other);
    assertEquals(other, JoinedSlices.in(model, other));
  }

  @Test
  void shouldKeepHalvesInAnotherOrderAndOneHalfTwice() throws Exception {
    FlatModel model = StockModel.open(DemoModel.FOLDER).flat();
    GraphDef swapped = withFirstInputs(model.graph(), List.of(1, 0));
    GraphDef twice = withFirstInputs(model.graph(), List.of(0, 0));

    assertEquals(swapped, JoinedSlices.in(model, swapped));
    assertEquals(twice, JoinedSlices.in(model, twice));
  }

  private static GraphDef withFirstInputs(GraphDef graph, List<Integer> order) {
    return changed(
        graph,
        node -> {
          if (!node.getOp().equals("ConcatV2")) {
            return node;
          }
          List<String> inputs = new ArrayList<>(node.getInputList());
          order.forEach(from -> inputs.add(node.getInput(from)));
          Collections.rotate(inputs, order.size());
          inputs.subList(order.size(), 2 * order.size()).clear();
          return node.toBuilder().clearInput().addAllInput(inputs).build();
        });
  }

  private static GraphDef changed(GraphDef graph, UnaryOperator<NodeDef> change) {
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    graph.getNodeList().forEach(node -> changed.addNode(change.apply(node)));
    return changed.build();
  }

  private static Map<String, NodeDef> concatenations(GraphDef graph) {
    return graph.getNodeList().stream()
        .filter(node -> node.getOp().equals("ConcatV2"))
        .collect(Collectors.toMap(NodeDef::getName, node -> node));
  }
}
