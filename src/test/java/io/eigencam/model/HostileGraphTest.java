package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Model files that are small and claim a lot, or contradict themselves. */
@Timeout(60)
class HostileGraphTest {
  private static final AttrValue FLOAT = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();

  @TempDir private Path temporary;

  @Test
  void shouldRefuseACallWithinACallWithoutEnd() {
    GraphDef.Builder graph = GraphDef.newBuilder().addNode(call("start", "f0"));
    for (int i = 0; i < 50_000; i++) {
      graph
          .getLibraryBuilder()
          .addFunction(
              FunctionDef.newBuilder()
                  .setSignature(signature("f" + i))
                  .addNodeDef(call("next", "f" + (i + 1))));
    }
    GraphDef deep = graph.build();

    assertRejected(
        "calls within calls",
        () -> new AllowedOperations(deep).checkComputing(deep, List.of("start")));
  }

  @ParameterizedTest
  @ValueSource(longs = {2_000_000_000L, 5_000_000_000L})
  void shouldNotCountTwoBillionOutputs(long outputs) {
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(GraphNodes.placeholder("x", 1, 4))
            .addNode(
                NodeDef.newBuilder()
                    .setName("split")
                    .setOp("Split")
                    .addInput("x")
                    .addInput("x")
                    .putAttr("T", FLOAT)
                    .putAttr("num_split", AttrValue.newBuilder().setI(outputs).build()))
            .build();

    assertRejected("outputs", () -> new CallInliner(graph).inline(List.of("split:0")));
  }

  @Test
  void shouldRefuseAModelThatContradictsItself() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content ->
            content
                .getGraphDefBuilder()
                .getNodeBuilderList()
                .forEach(
                    node -> {
                      if (node.getOp().equals("Conv2D")) {
                        node.setInput(0, node.getInput(0) + ":many");
                      }
                    }));

    assertRejected("contradicts itself", () -> StockModel.open(folder));
  }

  /** TensorFlow would end the process. */
  @Test
  void shouldRefuseAConstantThatHoldsAnotherType() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content ->
            content.getGraphDefBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOp().equals("Const"))
                .filter(node -> node.getAttrOrThrow("dtype").getType() == DataType.DT_INT32)
                .forEach(HostileGraphTest::holdComplexNumbers));

    assertRejected("says that it is int32, but holds complex128", () -> StockModel.open(folder));
  }

  private static void holdComplexNumbers(NodeDef.Builder constant) {
    AttrValue.Builder value = constant.getAttrOrThrow("value").toBuilder();
    value.getTensorBuilder().setDtype(DataType.DT_COMPLEX128);
    constant.putAttr("value", value.build());
  }

  @Test
  void shouldRefuseKeypointsThatNoNumberCounts() throws Exception {
    Path file = temporary.resolve("metadata.yaml");
    Files.writeString(file, "task: pose\nimgsz: 64\nnames: [a]\nkpt_shape: [65536, 65536]\n");
    ModelMetadata metadata = MetadataFile.read(file);

    assertRejected(
        "names 1 classes for task pose",
        () ->
            new LayoutReader(metadata)
                .detector(
                    new TensorDescription("out:0", "float32", List.of(1L, 56L, 8400L), true),
                    8400,
                    3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4294967936", "-4294966656", "99999999999999999999"})
  void shouldNotTakeAHugeSizeForASmallOne(String size) throws Exception {
    Path file = temporary.resolve("metadata.yaml");
    Files.writeString(file, "task: detect\nimgsz: %s\nnames: [a]\n".formatted(size));

    assertRejected("'imgsz' must be", () -> MetadataFile.read(file));
  }

  private static void assertRejected(String part, Executable reading) {
    String message = assertThrows(ModelRejected.class, reading).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static OpDef signature(String name) {
    return OpDef.newBuilder().setName(name).build();
  }

  private static NodeDef call(String name, String function) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("PartitionedCall")
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .build();
  }
}
