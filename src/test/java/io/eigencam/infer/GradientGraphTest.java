package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.model.FeatureLevel;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.SavedModelWriter;
import io.eigencam.model.StockModel;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Gradients of scores, against what becomes of the score when a layer is really changed. */
@Timeout(300)
class GradientGraphTest {
  private static final Path MODEL = Path.of("demo-model", "saved_model");

  /** Float32: the two scores that are compared differ by four hundredths. */
  private static final double TOLERANCE = 0.02;

  private static final double STEP = 0.02; // of the score

  @TempDir Path folder;

  /** Anchors of the demo model's levels: 40x40, 20x20, 10x10 cells. */
  @ParameterizedTest
  @ValueSource(strings = {"sppf 700", "sppf 1800", "p3 821", "p3 2050", "p4 1789", "p5 2044"})
  void shouldBeTheSlopeOfTheScore(String layerAndAnchor) throws Exception {
    String layer = layerAndAnchor.split(" ")[0];
    int anchor = Integer.parseInt(layerAndAnchor.split(" ")[1]);
    assertSlope(StockModel.open(MODEL), layer, anchor);
  }

  static List<Path> exportsWithoutVariables() throws Exception {
    try (Stream<Path> folders = Files.list(SharedData.path("models/tiny"))) {
      return folders
          .filter(path -> Files.isRegularFile(path.resolve("saved_model.pb")))
          .filter(path -> !Files.exists(path.resolve("variables/variables.index")))
          .sorted()
          .toList();
    }
  }

  @Test
  @NeedsShared("models/tiny")
  void shouldBeTheSlopeInEveryKindOfExport() throws Exception {
    for (Path export : exportsWithoutVariables()) {
      StockModel stock = StockModel.open(export);
      for (FeatureTensor layer : stock.features().all()) {
        assertSlope(stock, layer.name(), anchorBehind(layer, stock));
      }
    }
  }

  /** The middle of the layer's own level; of the finest one for a layer before the levels. */
  private static int anchorBehind(FeatureTensor layer, StockModel stock) {
    int first = 0;
    for (FeatureLevel level : stock.features().levels()) {
      int cells = level.rows() * level.columns();
      if (level.name().equals(layer.name()) || !layer.name().matches("p[2-6]")) {
        return first + cells / 2;
      }
      first += cells;
    }
    return 0; // a classifier
  }

  private static void assertSlope(StockModel stock, String name, int anchor) throws Exception {
    FeatureTensor layer = stock.layer(name).orElseThrow();
    String where = stock.folder().name() + ", " + name;
    try (Graph graph = new Graph()) {
      graph.importGraphDef(GradientGraph.differentiated(stock, List.of(layer)));
      try (Session session = new Session(graph)) {
        NetworkRun network = new NetworkRun(session, stock, anchor);
        float[] activation = network.values(layer.tensor());
        float[] gradient = network.values(GradientGraph.gradientTensor(name));
        double slope = 0; // in the gradient's own direction: its length
        for (float value : gradient) {
          slope += (double) value * value;
        }
        slope = Math.sqrt(slope);
        double score = network.values(GradientGraph.scoreTensor())[0];
        assertTrue(slope > 0 && score > 0, where);

        double step = STEP * score / slope;
        double ahead = network.scoreWith(layer, moved(activation, gradient, step / slope));
        double behind = network.scoreWith(layer, moved(activation, gradient, -step / slope));

        assertEquals(1, (ahead - behind) / (2 * step) / slope, TOLERANCE, where);
      }
    }
  }

  private static float[] moved(float[] activation, float[] direction, double by) {
    float[] moved = activation.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (by * direction[i]);
    }
    return moved;
  }

  @Test
  void shouldNameTheOperationThatHasNoGradient() throws Exception {
    // Given a model that multiplies its answer by 1, in a way that nobody differentiates
    StockModel stock = StockModel.open(MODEL);
    String main = LiveGraph.mainTensor(stock);
    GraphDef.Builder graph = stock.flat().graph().toBuilder();
    graph.addNode(constant("one", 1));
    graph.addNode(
        NodeDef.newBuilder()
            .setOp("MulNoNan")
            .setName("multiplied")
            .addInput(main)
            .addInput("one")
            .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build()));
    Path changed = Files.createDirectory(folder.resolve("changed"));
    new SavedModelWriter(stock)
        .write(
            changed,
            graph.build(),
            Map.of("images", stock.flat().inputTensor()),
            Map.of("output_0", "multiplied:0"));
    DetectorSettings settings = DetectorSettings.defaults();

    // When
    ModelRejected refused =
        assertThrows(
            ModelRejected.class,
            () -> ScoreGradients.open(StockModel.open(changed), folder, settings).close());

    // Then
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("operation MulNoNan"), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  @NeedsShared("models/tiny")
  void shouldSayThatNoScoreDependsOnALayer() throws Exception {
    // Given the prototypes of masks
    StockModel stock = StockModel.open(SharedData.path("models/tiny/yolov8-seg"));
    String prototypes = Objects.requireNonNull(stock.flat().outputs().get("output_1")).tensor();
    List<FeatureTensor> layers = List.of(stock.layer(prototypes).orElseThrow());

    // When
    ModelRejected refused =
        assertThrows(ModelRejected.class, () -> GradientGraph.of(stock, layers));

    // Then
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("its scores do not depend on"), message);
  }

  private static NodeDef constant(String name, float value) {
    AttrValue.Builder tensor = AttrValue.newBuilder();
    tensor.getTensorBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(value);
    tensor.getTensorBuilder().getTensorShapeBuilder();
    return NodeDef.newBuilder()
        .setOp("Const")
        .setName(name)
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr("value", tensor.build())
        .build();
  }

  /** The network on one picture, all classes of one anchor as the target. */
  private static final class NetworkRun {
    private final Session session;
    private final StockModel stock;
    private final int anchor;
    private final float[] pixels;

    NetworkRun(Session session, StockModel stock, int anchor) {
      this.session = session;
      this.stock = stock;
      this.anchor = anchor;
      this.pixels = new float[stock.flat().inputHeight() * stock.flat().inputWidth() * 3];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (float) (0.5 + 0.3 * Math.sin(i / 70.0) + 0.2 * Math.cos(i / 1700.0));
      }
    }

    float[] values(String tensor) {
      return run(tensor, Map.of());
    }

    double scoreWith(FeatureTensor layer, float[] activation) {
      int batch = Math.max(1, stock.flat().batch());
      Shape shape = Shape.of(batch, layer.rows(), layer.columns(), layer.channels());
      try (TFloat32 changed = TFloat32.tensorOf(shape, DataBuffers.of(activation))) {
        return run(GradientGraph.scoreTensor(), Map.of(layer.tensor(), changed))[0];
      }
    }

    private float[] run(String fetch, Map<String, TFloat32> replaced) {
      int height = stock.flat().inputHeight();
      int width = stock.flat().inputWidth();
      int[] target = new int[2 * stock.layout().classes()];
      for (int classId = 0; classId < stock.layout().classes(); classId++) {
        target[2 * classId] = classId;
        target[2 * classId + 1] = anchor;
      }
      try (TFloat32 picture =
              TFloat32.tensorOf(Shape.of(1, height, width, 3), DataBuffers.of(pixels));
          TInt32 scores = TInt32.tensorOf(Shape.of(target.length / 2, 2), DataBuffers.of(target))) {
        Session.Runner runner =
            session
                .runner()
                .feed(stock.flat().inputTensor(), picture)
                .feed(GradientGraph.targetTensor(), scores)
                .fetch(fetch);
        replaced.forEach(runner::feed);
        try (Result result = runner.run()) {
          TFloat32 output = (TFloat32) result.get(0);
          float[] values = new float[Math.toIntExact(output.size())];
          output.copyTo(DataBuffers.of(values, false, false));
          return values;
        }
      }
    }
  }
}
