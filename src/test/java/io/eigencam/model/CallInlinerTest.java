package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

@Timeout(60)
class CallInlinerTest {
  private static final AttrValue FLOAT = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();

  @Test
  void shouldNameInnerTensorsByTheirWay() throws Exception {
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(GraphNodes.placeholder("x", 1, 4))
            .addNode(call("outer", "twice", "x"))
            .setLibrary(
                library(function("twice", call("a", "once", "in"), call("b", "once", "a:output:0")))
                    .mergeFrom(library(function("once", relu("relu", "in"))).build()))
            .build();

    CallInliner inliner = new CallInliner(graph);
    Map<String, String> names = inliner.inline(List.of("outer:0", "x:0"));

    assertEquals(Map.of("outer:0", "outer/b/relu:0", "x:0", "x:0"), names);
    assertEquals(
        List.of("x []", "outer/a/relu [x]", "outer/b/relu [outer/a/relu]"), described(inliner));
  }

  @Test
  void shouldCountOutputsOfEarlierArguments() throws Exception {
    NodeDef split =
        NodeDef.newBuilder()
            .setName("split")
            .setOp("Split")
            .addInput("axis:output:0")
            .addInput("in")
            .putAttr("T", FLOAT)
            .putAttr("num_split", AttrValue.newBuilder().setI(2).build())
            .build();
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(GraphNodes.placeholder("x", 1, 4))
            .addNode(call("c", "second", "x"))
            .setLibrary(
                library(
                    function(
                        "second",
                        GraphNodes.integers("axis", 1),
                        split,
                        relu("last", "split:output:1"))))
            .build();

    CallInliner inliner = new CallInliner(graph);
    inliner.inline(List.of("c:0"));

    assertTrue(described(inliner).contains("c/last [c/split:1]"), described(inliner).toString());
  }

  @Test
  void shouldKeepNamesApart() throws Exception {
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(GraphNodes.placeholder("x", 1, 4))
            .addNode(GraphNodes.unary("c/relu", "Relu", "x"))
            .addNode(call("c", "once", "c/relu"))
            .setLibrary(library(function("once", relu("relu", "in"))))
            .build();

    CallInliner inliner = new CallInliner(graph);
    Map<String, String> names = inliner.inline(List.of("c:0"));

    assertEquals("c/relu_1:0", names.get("c:0"));
    assertTrue(described(inliner).contains("c/relu_1 [c/relu]"), described(inliner).toString());
  }

  @Test
  void shouldNotFollowAFunctionThatCallsItself() {
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(GraphNodes.placeholder("x", 1, 4))
            .addNode(call("c", "self", "x"))
            .setLibrary(library(function("self", call("again", "self", "in"))))
            .build();

    assertThrows(ModelRejected.class, () -> new CallInliner(graph).inline(List.of("c:0")));
  }

  @Test
  void shouldEndWithFunctionsThatCallOthersTwice() {
    // Given: 30 levels, so a thousand million calls that emit nothing
    FunctionDefLibrary.Builder functions = FunctionDefLibrary.newBuilder();
    for (int level = 0; level < 30; level++) {
      String next = "f" + (level + 1);
      functions.addFunction(
          function("f" + level, call("a", next, "in"), call("b", next, "a:output:0")));
    }
    functions.addFunction(
        function("f30", relu("unused", "in")).toBuilder().putRet("out", "in").build());
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(GraphNodes.placeholder("x", 1, 4))
            .addNode(call("c", "f0", "x"))
            .setLibrary(functions)
            .build();

    ModelRejected rejected =
        assertThrows(ModelRejected.class, () -> new CallInliner(graph).inline(List.of("c:0")));
    assertTrue(rejected.getMessage().contains("500000 calls"), rejected.getMessage());
  }

  @Test
  void shouldNameATensorThatDoesNotExist() {
    GraphDef graph =
        GraphDef.newBuilder().addNode(GraphNodes.unary("relu", "Relu", "nobody:3")).build();

    ModelRejected rejected =
        assertThrows(ModelRejected.class, () -> new CallInliner(graph).inline(List.of("relu:0")));
    assertTrue(rejected.getMessage().contains("'nobody:3'"), rejected.getMessage());
  }

  private static List<String> described(CallInliner inliner) {
    return inliner.nodes().stream().map(n -> n.getName() + " " + n.getInputList()).toList();
  }

  private static FunctionDefLibrary.Builder library(FunctionDef function) {
    return FunctionDefLibrary.newBuilder().addFunction(function);
  }

  /** One argument "in", one result "out": the first output of the last node. */
  private static FunctionDef function(String name, NodeDef... nodes) {
    FunctionDef.Builder function = FunctionDef.newBuilder().addAllNodeDef(List.of(nodes));
    function.getSignatureBuilder().setName(name);
    function.getSignatureBuilder().addInputArgBuilder().setName("in").setType(DataType.DT_FLOAT);
    function.getSignatureBuilder().addOutputArgBuilder().setName("out").setType(DataType.DT_FLOAT);
    NodeDef last = nodes[nodes.length - 1];
    String output = last.getOp().equals("Relu") ? "activations" : "output";
    return function.putRet("out", last.getName() + ":" + output + ":0").build();
  }

  private static NodeDef relu(String name, String input) {
    return GraphNodes.unary(name, "Relu", input);
  }

  private static NodeDef call(String name, String function, String input) {
    AttrValue types =
        AttrValue.newBuilder()
            .setList(AttrValue.ListValue.newBuilder().addType(DataType.DT_FLOAT))
            .build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("PartitionedCall")
        .addInput(input)
        .putAttr("Tin", types)
        .putAttr("Tout", types)
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .build();
  }
}
