package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.fuzz.Costly;
import io.eigencam.fuzz.Damaged;
import io.eigencam.fuzz.FuzzWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/**
 * Files of a model folder, damaged: what is left of the model, or one line that says what is wrong.
 * Up to where TensorFlow gets the graph: its native code ends the process at some graphs that
 * contradict themselves.
 */
@AddLifecycleHook(FuzzWatch.class)
class ModelFilesFuzzTest {
  private static final int SMALL_CONSTANT = 256;
  private static final List<String> WORDS =
      List.of(
          "&a ",
          "*a",
          "<<: ",
          "!!binary ",
          "!!java.net.URL ",
          "[",
          "{",
          "}",
          "]",
          "- ",
          ": ",
          "? ",
          "|\n",
          ">\n",
          "\n",
          "  ",
          "\t",
          "---\n",
          "...\n",
          "%YAML 9.9\n",
          "'",
          "\"",
          "\\x00",
          "\u0000",
          "\ufeff",
          "\u2028",
          "null",
          "~",
          "true",
          ".inf",
          ".nan",
          "1e999",
          "0x7fffffff",
          "99999999999999999999",
          "-1",
          "task: segment\n",
          "kpt_shape: [65536, 65536]\n",
          "names: [a, b]\n",
          "imgsz: 0\n");
  private static final List<String> METADATA =
      List.of(
          """
          description: a model
          stride: 32
          task: pose
          batch: 1
          imgsz: [640, 640]
          names: {0: person}
          kpt_shape: [17, 3]
          args: {nms: false, half: true}
          channels: 3
          end2end: false
          """,
          """
          task: classify
          imgsz:
          - 224
          - 224
          names:
          - tench
          - 'gold fish'
          """);

  private static final class Folder {
    static final Path PATH = make();

    private static Path make() {
      try {
        return Files.createTempDirectory("eigencam-fuzz-");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    ModelCache.delete(Folder.PATH);
  }

  @Provide
  Arbitrary<byte[]> metadata() throws IOException {
    byte[] shipped = Files.readAllBytes(DemoModel.FOLDER.resolve("metadata.yaml"));
    return Damaged.of(
        List.of(shipped, METADATA.get(0).getBytes(), METADATA.get(1).getBytes()), WORDS);
  }

  @Provide
  Arbitrary<byte[]> graphs() throws IOException {
    return Damaged.of(List.of(graph().toByteArray()));
  }

  /** The shipped model without its weights, which would only be copied around. */
  private static SavedModel graph() throws IOException {
    SavedModel model =
        SavedModel.parseFrom(Files.readAllBytes(DemoModel.FOLDER.resolve("saved_model.pb")));
    MetaGraphDef.Builder content = model.getMetaGraphs(0).toBuilder();
    GraphDef.Builder graph = content.getGraphDefBuilder();
    graph.getNodeBuilderList().forEach(ModelFilesFuzzTest::empty);
    graph
        .getLibraryBuilder()
        .getFunctionBuilderList()
        .forEach(function -> function.getNodeDefBuilderList().forEach(ModelFilesFuzzTest::empty));
    content.clearObjectGraphDef();
    return model.toBuilder().setMetaGraphs(0, content).build();
  }

  private static void empty(NodeDef.Builder node) {
    AttrValue value = node.getAttrOrDefault("value", AttrValue.getDefaultInstance());
    if (value.getTensor().getTensorContent().size() > SMALL_CONSTANT) {
      node.putAttr(
          "value",
          value.toBuilder().setTensor(value.getTensor().toBuilder().clearTensorContent()).build());
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Costly(5)
  void shouldReadOrRefuseMetadata(@ForAll("metadata") byte[] bytes) throws IOException {
    Path file = Files.write(Folder.PATH.resolve("metadata.yaml"), bytes);
    try {
      ModelMetadata read = MetadataFile.read(file);
      assertFalse(read.names().isEmpty());
      layouts(read);
    } catch (ModelRejected refused) {
      assertOneLine(refused);
    }
  }

  /** What is asked about shapes with these metadata. */
  private static void layouts(ModelMetadata metadata) throws ModelRejected {
    LayoutReader reader = new LayoutReader(metadata);
    for (List<Long> shape :
        List.of(List.of(1L, 56L, 8400L), List.of(1L, 5L, 8400L), List.of(1L, 300L, 57L))) {
      reader.detector(new TensorDescription("out:0", "float32", shape, true), 8400, 3);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Costly(20)
  void shouldInlineOrRefuseAGraph(@ForAll("graphs") byte[] bytes) throws IOException {
    Files.copy(
        DemoModel.FOLDER.resolve("metadata.yaml"),
        Folder.PATH.resolve("metadata.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.write(Folder.PATH.resolve("saved_model.pb"), bytes);
    try {
      GraphFlattener flattener = new GraphFlattener(SavedModelFolder.read(Folder.PATH));
      assertTrue(flattener.inlined().graph().getNodeCount() > 0);
    } catch (ModelRejected refused) {
      assertOneLine(refused);
    }
  }

  private static void assertOneLine(ModelRejected refused) {
    String text = String.valueOf(refused.getMessage());
    assertTrue(!text.isBlank() && text.lines().count() == 1, text);
  }
}
