package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.eigencam.model.ModelRejected;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class GraphJoinTest {

  @Test
  void shouldPutTensorsInThePlaceOfPlaceholders() throws Exception {
    // Given
    GraphDef stock =
        graph(
            node("images", "Placeholder"),
            node("conv", "Conv2D", "images", "w:1"),
            node("late", "NoOp", "^images", "^conv"),
            node("images_2", "Identity", "images:0"));
    GraphDef added =
        graph(
            node("live/bytes", "Placeholder"),
            node("live/decode", "DecodeJpeg", "live/bytes"),
            node("live/stock_tensor", "Placeholder"),
            node("live/mean", "Mean", "live/stock_tensor", "live/decode:0"));

    // When
    GraphDef joined =
        GraphJoin.join(
            stock,
            Map.of("images:0", "live/decode:0"),
            added,
            Map.of("live/stock_tensor:0", "conv:2"));

    // Then
    assertEquals(
        List.of("conv", "late", "images_2", "live/bytes", "live/decode", "live/mean"),
        joined.getNodeList().stream().map(NodeDef::getName).toList());
    assertEquals(List.of("live/decode:0", "w:1"), joined.getNode(0).getInputList());
    assertEquals(List.of("^live/decode", "^conv"), joined.getNode(1).getInputList());
    assertEquals(List.of("live/decode:0"), joined.getNode(2).getInputList());
    assertEquals(List.of("conv:2", "live/decode:0"), joined.getNode(5).getInputList());
  }

  @Test
  void shouldForgetToStayBesideWhatIsGone() throws Exception {
    AttrValue beside =
        AttrValue.newBuilder()
            .setList(AttrValue.ListValue.newBuilder().addS(ByteString.copyFromUtf8("loc:@images")))
            .build();
    GraphDef stock =
        graph(
            node("images", "Placeholder"),
            node("conv", "Conv2D", "images").toBuilder().putAttr("_class", beside).build());

    GraphDef joined =
        GraphJoin.join(stock, Map.of("images:0", "new:0"), graph(node("new", "Const")), Map.of());

    assertTrue(joined.getNode(0).getAttrMap().isEmpty());
  }

  @Test
  void shouldRefuseAGraphThatWasJoinedBefore() {
    ModelRejected rejected =
        assertThrows(
            ModelRejected.class,
            () ->
                GraphJoin.join(
                    graph(node("live/decode", "DecodeJpeg")),
                    Map.of(),
                    graph(node("live/decode", "DecodeJpeg")),
                    Map.of()));
    assertTrue(String.valueOf(rejected.getMessage()).contains("live/decode"));
  }

  private static GraphDef graph(NodeDef... nodes) {
    return GraphDef.newBuilder().addAllNode(List.of(nodes)).build();
  }

  private static NodeDef node(String name, String op, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs)).build();
  }
}
