package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** The shipped model, and what happens to it when its export had been another one. */
@Timeout(120)
class DemoModelTest {
  @TempDir private Path temporary;

  @Test
  void shouldKnowTheDemoModel() throws Exception {
    StockModel model = StockModel.open(DemoModel.FOLDER);

    assertEquals("demo-model", model.folder().name());
    assertEquals("detect", model.metadata().task());
    assertEquals(List.of("Platelets", "RBC", "WBC"), model.metadata().names());
    assertEquals(new HeadLayout(HeadLayout.Kind.RAW, 3, 0, 2100), model.layout());
    assertEquals(BoxUnits.PIXELS, model.boxUnits());
    assertEquals("output_0", model.mainOutput());
    assertEquals("", model.unsupportedReason());
    assertEquals(64, model.folder().digest().length());
    assertEquals(
        List.of("p3 8 40x40x64", "p4 16 20x20x128", "p5 32 10x10x256", "sppf 32 10x10x256"),
        layers(model));
    assertTrue(model.features().levels().stream().allMatch(level -> level.classLogits() != null));
  }

  @Test
  void shouldRunInstrumentedAsTheStockModelDoes() throws Exception {
    StockModel stock = StockModel.open(DemoModel.FOLDER);
    Path written = temporary.resolve("written");
    Map<String, String> outputs = InstrumentedModel.write(stock, written);
    float[] picture = ProbePicture.of(320, 320);

    Map<String, FloatTensor> expected;
    try (DjlModel djl = DjlModel.open(DemoModel.FOLDER)) {
      expected = djl.run(picture, 1, 320, 320, 3);
    }
    try (DjlModel djl = DjlModel.open(written);
        GraphSession session = GraphSession.open(stock.flat())) {
      Map<String, FloatTensor> actual = djl.run(picture, 1, 320, 320, 3);
      assertEquals(outputs.keySet(), actual.keySet());
      assertArrayEquals(expected.get("output_0").values(), actual.get("output_0").values(), 1e-3f);
      Map<String, FloatTensor> direct = session.run(picture, outputs.values());
      outputs.forEach(
          (key, tensor) ->
              assertArrayEquals(
                  Objects.requireNonNull(direct.get(tensor)).values(),
                  Objects.requireNonNull(actual.get(key)).values(),
                  1e-3f,
                  key));
    }
  }

  @Test
  void shouldFindBoxesThatAreShares() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    float[] scale = {1 / 320f, 1 / 320f, 1 / 320f, 1 / 320f, 1, 1, 1};
    DemoModel.edit(
        folder,
        content -> {
          String stock = output(content);
          NodeDef factor = GraphNodes.constant("shares/factor", scale, 7, 1);
          content
              .getGraphDefBuilder()
              .addNode(factor)
              .addNode(GraphNodes.binary("shares", "Mul", stock, "shares/factor"));
          setOutput(content, "shares:0", 1, 7, 2100);
        });

    StockModel model = StockModel.open(folder);

    assertEquals(BoxUnits.NORMALISED, model.boxUnits());
    assertEquals(layers(StockModel.open(DemoModel.FOLDER)), layers(model));
    assertTrue(model.features().levels().stream().allMatch(level -> level.classLogits() != null));
  }

  @Test
  void shouldReadRows() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content -> {
          content
              .getGraphDefBuilder()
              .addNode(GraphNodes.integers("rows/order", 0, 2, 1))
              .addNode(GraphNodes.transpose("rows/all", output(content), "rows/order"))
              .addNode(GraphNodes.integers("rows/from", 0, 0, 0))
              .addNode(GraphNodes.integers("rows/size", 1, 2100, 6))
              .addNode(GraphNodes.slice("rows", "rows/all", "rows/from", "rows/size"));
          setOutput(content, "rows:0", 1, 2100, 6);
        });

    StockModel model = StockModel.open(folder);

    assertEquals(new HeadLayout(HeadLayout.Kind.ROWS, 3, 0, 2100), model.layout());
    assertEquals(BoxUnits.PIXELS, model.boxUnits());
    assertEquals("", model.unsupportedReason());
  }

  @Test
  void shouldDropClassMapsThatDoNotMakeTheScores() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    float[] scale = {1, 1, 1, 1, 0.5f, 0.5f, 0.5f};
    DemoModel.edit(
        folder,
        content -> {
          String stock = output(content);
          content
              .getGraphDefBuilder()
              .addNode(GraphNodes.constant("half/factor", scale, 7, 1))
              .addNode(GraphNodes.binary("half", "Mul", stock, "half/factor"));
          setOutput(content, "half:0", 1, 7, 2100);
        });

    StockModel model = StockModel.open(folder);

    assertTrue(model.features().levels().stream().allMatch(level -> level.classLogits() == null));
  }

  @Test
  void shouldTakeTheSizeFromTheMetadataWhereTheGraphLeavesItOpen() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content -> {
          SignatureDef.Builder signature = signature(content);
          TensorInfo.Builder input = signature.getInputsOrThrow("images").toBuilder();
          input.setTensorShape(shape(1, -1, -1, 3));
          content.putSignatureDef(
              "serving_default", signature.putInputs("images", input.build()).build());
        });

    assertEquals(layers(StockModel.open(DemoModel.FOLDER)), layers(StockModel.open(folder)));
  }

  @Test
  void shouldFindTheFunctionOfAnOldExportWithoutSignature() throws Exception {
    Path folder = DemoModel.copy(temporary.resolve("model"));
    DemoModel.edit(folder, MetaGraphDef.Builder::clearSignatureDef);

    StockModel model = StockModel.open(folder);

    assertEquals(layers(StockModel.open(DemoModel.FOLDER)), layers(model));
    assertEquals(List.of("output_0"), List.copyOf(model.flat().outputs().keySet()));
  }

  @Test
  void shouldTakeTheOnlySignatureWhateverItsName() throws Exception {
    Path folder = DemoModel.flat(temporary.resolve("model"));
    DemoModel.edit(
        folder,
        content -> {
          SignatureDef signature = signature(content).build();
          content.clearSignatureDef().putSignatureDef("predict", signature);
        });

    assertEquals("output_0", StockModel.open(folder).mainOutput());
  }

  private static List<String> layers(StockModel model) {
    return model.features().all().stream()
        .map(
            layer ->
                "%s %d %dx%dx%d"
                    .formatted(
                        layer.name(),
                        layer.stride(),
                        layer.rows(),
                        layer.columns(),
                        layer.channels()))
        .toList();
  }

  private static SignatureDef.Builder signature(MetaGraphDef.Builder content) {
    return content.getSignatureDefOrThrow("serving_default").toBuilder();
  }

  private static String output(MetaGraphDef.Builder content) {
    return signature(content).getOutputsOrThrow("output_0").getName();
  }

  private static void setOutput(MetaGraphDef.Builder content, String tensor, long... shape) {
    SignatureDef.Builder signature = signature(content);
    TensorInfo.Builder output = signature.getOutputsOrThrow("output_0").toBuilder();
    output.setName(tensor).setTensorShape(shape(shape));
    content.putSignatureDef(
        "serving_default", signature.putOutputs("output_0", output.build()).build());
  }

  private static TensorShapeProto shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }
}
