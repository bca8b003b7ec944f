package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Every wrong folder gives one line that names it, what is wrong and what to do. */
@Timeout(120)
class WrongModelFolderTest {
  @TempDir private Path temporary;

  @Test
  void shouldNameAFolderThatDoesNotExist() {
    assertRejected(temporary.resolve("nowhere"), "does not exist", "yolo export");
  }

  @Test
  void shouldNameAFile() throws Exception {
    Path file = Files.writeString(temporary.resolve("model.pt"), "weights");
    assertRejected(file, "is a file", "yolo export");
  }

  @Test
  void shouldMissTheGraph() throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    Files.delete(folder.resolve("saved_model.pb"));
    assertRejected(folder, "no saved_model.pb");
  }

  @Test
  void shouldMissTheMetadata() throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    Files.delete(folder.resolve("metadata.yaml"));
    assertRejected(folder, "no metadata.yaml", "copy the whole export folder");
  }

  @Test
  void shouldRejectAnEmptyGraph() throws Exception {
    assertBrokenGraph(new byte[0]);
  }

  @Test
  void shouldRejectText() throws Exception {
    assertBrokenGraph(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n".getBytes("UTF-8"));
    assertBrokenGraph("<html><body>404 Not Found</body></html>".getBytes("UTF-8"));
  }

  @Test
  void shouldRejectNoise() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      byte[] noise = new byte[1 + random.nextInt(3000)];
      random.nextBytes(noise);
      assertBrokenGraph(noise);
    }
  }

  @Test
  void shouldRejectATruncatedGraph() throws Exception {
    byte[] whole = Files.readAllBytes(DemoModel.FOLDER.resolve("saved_model.pb"));
    for (int length : new int[] {1, 10, 1000, whole.length / 2, whole.length - 1}) {
      assertBrokenGraph(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "task: detect | task: sem | task 'sem' is not supported",
        "task: detect | tusk: detect | 'task' must be",
        "task: detect | task: classify | task 'classify' needs one output",
        "task: detect | task: segment | names 3 classes for task segment",
        "imgsz: | imagesize: | 'imgsz' must be",
        "- 320 | - 640 | says imgsz [640, 640], but the graph's input is [1, 320, 320, 3]",
        "- 320 | - big | 'imgsz' must be whole numbers",
        "names: | labels: | 'names' must be",
        "  2: WBC | | names 2 classes for task detect",
        "  1: RBC | | 'names' must be a name for every id",
        "  1: RBC | one: RBC | the id 'one'",
        "channels: 3 | channels: 1 | has 1 channels, only 3 (RGB)",
        "task: detect | task: [detect | not valid YAML",
      })
  void shouldNameWhatIsWrongInTheMetadata(String from, String to, String message) throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    DemoModel.editMetadata(folder, from, to == null ? "" : to);
    assertRejected(folder, message);
  }

  @ParameterizedTest
  @CsvSource({"''", "just a text", "'- a\n- list'", "'\u0000\u0001'"})
  void shouldRejectMetadataThatAreNone(String text) throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    Files.writeString(folder.resolve("metadata.yaml"), text);
    assertRejected(folder, "metadata.yaml");
  }

  @Test
  void shouldNameAnOperationThatReadsFiles() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content -> {
          addReadFile(content);
          firstConvolution(content).addInput("^evil/read");
        });
    assertRejected(folder, "operation ReadFile (node 'evil/read') is not allowed");
  }

  @Test
  void shouldNameAnOperationThatOnlyAControlInputRuns() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content -> {
          addReadFile(content);
          firstConvolution(content).addInput("^evil/no");
        });
    assertRejected(folder, "operation ReadFile (node 'evil/read') is not allowed");
  }

  @Test
  void shouldNameAnOperationInsideAFunction() throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content -> {
          for (FunctionDef.Builder function :
              content.getGraphDefBuilder().getLibraryBuilder().getFunctionBuilderList()) {
            function
                .getNodeDefBuilderList()
                .forEach(
                    node -> node.setOp(node.getOp().equals("MaxPool") ? "PyFunc" : node.getOp()));
          }
        });
    assertRejected(folder, "operation PyFunc (node '", "is not allowed");
  }

  @Test
  void shouldNameAnOperationThatOnlyLoadingRuns() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content -> {
          addReadFile(content);
          CollectionDef.Builder initial = CollectionDef.newBuilder();
          initial.getNodeListBuilder().addValue("evil/no");
          content.putCollectionDef("saved_model_main_op", initial.build());
        });
    assertRejected(folder, "operation ReadFile (node 'evil/read') is not allowed");
  }

  @Test
  void shouldNameASideEffectThatNoResultNeeds() throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content ->
            content
                .getGraphDefBuilder()
                .getLibraryBuilder()
                .getFunctionBuilderList()
                .forEach(
                    function ->
                        function
                            .addNodeDefBuilder()
                            .setName("evil/" + function.getSignature().getName())
                            .setOp("WriteFile")));
    assertRejected(folder, "operation WriteFile (node '", "is not allowed");
  }

  @Test
  void shouldWantOnePicture() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content ->
            content
                .getSignatureDefOrThrow("serving_default")
                .getInputsMap()
                .forEach(
                    (key, info) ->
                        content.putSignatureDef(
                            "serving_default",
                            content.getSignatureDefOrThrow("serving_default").toBuilder()
                                .putInputs("second", info)
                                .build())));
    assertRejected(folder, "several inputs");
  }

  @ParameterizedTest
  @CsvSource({
    "1 3 320 320, channels first",
    "1 320 320 1, 'has 1 channels, only 3 (RGB)'",
    "1 320 320, not a float32 picture",
    "1 320 256 3, 'says imgsz [320, 320]'"
  })
  void shouldRejectAnInputThatIsNoPicture(String shape, String message) throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (String size : shape.split(" ")) {
      dims.addDim(TensorShapeProto.Dim.newBuilder().setSize(Long.parseLong(size)));
    }
    editInput(folder, DataType.DT_FLOAT, dims.build());
    assertRejected(folder, message);
  }

  @Test
  void shouldRejectAnInputOfBytes() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    editInput(folder, DataType.DT_UINT8, TensorShapeProto.getDefaultInstance());
    assertRejected(folder, "the input is uint8");
  }

  @Test
  void shouldNameATensorThatTheGraphLacks() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content ->
            content.putSignatureDef(
                "serving_default",
                content.getSignatureDefOrThrow("serving_default").toBuilder()
                    .putOutputs(
                        "ghost",
                        content
                            .getSignatureDefOrThrow("serving_default")
                            .getOutputsOrThrow("output_0")
                            .toBuilder()
                            .setName("ghost:0")
                            .build())
                    .build()));
    assertRejected(folder, "'ghost:0', which the graph lacks");
  }

  @Test
  @NeedsShared("models/tiny/yolo11-detect")
  void shouldMissTheVariables() throws Exception {
    Path stock = SharedData.path("models/tiny/yolo11-detect");
    Path folder = DemoModel.copy(stock, temporary.resolve("model"));
    Files.delete(folder.resolve("variables/variables.index"));
    assertRejected(folder, "keeps weights in variables/", "copy the whole export folder");
  }

  @Test
  @Timeout(120)
  @NeedsShared("models/tiny/yolo11-detect")
  void shouldRejectDamagedVariables() throws Exception {
    Path stock = SharedData.path("models/tiny/yolo11-detect");
    Path folder = DemoModel.copy(stock, temporary.resolve("model"));
    Files.write(folder.resolve("variables/variables.data-00000-of-00001"), new byte[] {1, 2, 3});
    assertRejected(folder, "variables cannot be restored, copy or export the model again");
  }

  @Test
  void shouldDoWithoutVariablesThatNothingReads() throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    Files.delete(folder.resolve("variables/variables.index"));
    Files.delete(folder.resolve("variables/variables.data-00000-of-00001"));
    assertEquals(BoxUnits.PIXELS, StockModel.open(folder).boxUnits());
  }

  private void assertBrokenGraph(byte[] content) throws IOException {
    Path folder = temporary.resolve("model");
    Files.createDirectories(folder);
    Files.write(folder.resolve("saved_model.pb"), content);
    Files.writeString(
        folder.resolve("metadata.yaml"),
        Files.readString(DemoModel.FOLDER.resolve("metadata.yaml")));
    assertRejected(folder, "saved_model.pb is damaged or no SavedModel", "export the model again");
  }

  private static void assertRejected(Path folder, String... parts) {
    String message = assertThrows(ModelRejected.class, () -> StockModel.open(folder)).getMessage();
    assertTrue(message.startsWith(folder.toString()), message);
    assertEquals(1, message.lines().count(), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  private static void editInput(Path folder, DataType type, TensorShapeProto shape)
      throws IOException {
    DemoModel.edit(
        folder,
        content -> {
          var signature = content.getSignatureDefOrThrow("serving_default").toBuilder();
          var input = signature.getInputsOrThrow("images").toBuilder();
          signature.putInputs("images", input.setDtype(type).setTensorShape(shape).build());
          content.putSignatureDef("serving_default", signature.build());
        });
  }

  /** Adds evil/file -> evil/read -> evil/no, the last one without data. */
  private static void addReadFile(MetaGraphDef.Builder content) {
    AttrValue string = AttrValue.newBuilder().setType(DataType.DT_STRING).build();
    TensorProto.Builder path =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .addStringVal(ByteString.copyFromUtf8("/etc/hostname"));
    path.getTensorShapeBuilder();
    NodeDef file =
        NodeDef.newBuilder()
            .setName("evil/file")
            .setOp("Const")
            .putAttr("dtype", string)
            .putAttr("value", AttrValue.newBuilder().setTensor(path).build())
            .build();
    NodeDef read =
        NodeDef.newBuilder().setName("evil/read").setOp("ReadFile").addInput("evil/file").build();
    NodeDef no =
        NodeDef.newBuilder().setName("evil/no").setOp("NoOp").addInput("^evil/read").build();
    content.getGraphDefBuilder().addNode(file).addNode(read).addNode(no);
  }

  private static NodeDef.Builder firstConvolution(MetaGraphDef.Builder content) {
    return content.getGraphDefBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getOp().equals("Conv2D"))
        .findFirst()
        .orElseThrow();
  }
}
