package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.model.FeatureLevel;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.FloatTensor;
import io.eigencam.model.GraphSession;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.SavedModelWriter;
import io.eigencam.model.StockModel;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real exports of many kinds at work: pictures in, what Python saw out. */
@NeedsShared("models/tiny")
@Timeout(120)
class LiveTinyExportsTest {
  private static final List<String> EVERY_LAYER = List.of("p2", "p3", "p4", "p5", "p6", "sppf");

  @TempDir Path cache;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keras3-variables",
        "tf1-frozen",
        "wrapped-normalised",
        "yolo11-detect",
        "yolo26-default",
        "yolo26-end2end",
        "yolov3-tiny",
        "yolov8-96x160",
        "yolov8-detect",
        "yolov8-nms",
        "yolov8-obb",
        "yolov8-old-normalised",
        "yolov8-p2",
        "yolov8-p6",
        "yolov8-pose",
        "yolov8-seg",
        "yolov9-detect"
      })
  void shouldGiveWhatPythonSaw(String name) throws Exception {
    // Given the export's own input as a picture that needs no letterbox
    Path folder = SharedData.path("models/tiny").resolve(name);
    JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
    int height = expected.get("imgsz").get(0).asInt();
    int width = expected.get("imgsz").get(1).asInt();
    byte[] png =
        Pictures.encode(
            image(NpyFile.read(folder.resolve("input.npy")).floats(), width, height), "png");
    StockModel stock = StockModel.open(folder);
    DetectorSettings settings = new DetectorSettings(0.3, 0.7, 300, EVERY_LAYER).withClassScores();

    // When
    try (TensorFlowDetector detector = TensorFlowDetector.open(folder, cache, settings)) {
      Inference inference = detector.infer(Pictures.decoded(png));

      // Then
      double tolerance = expected.get("tolerance").get("tensors").asDouble();
      for (LayerFeatures layer : inference.layers()) {
        assertSame(tensor(expected, layer.layer()), layer, tolerance);
      }
      assertFalse(inference.layers().isEmpty());
      assertScores(expected, stock, inference);
      assertClassScores(expected, inference);
      assertDetections(folder, expected, stock, settings, inference);
    }
  }

  private static BufferedImage image(float[] rgb, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(
          i % width,
          i / width,
          (int) rgb[3 * i] << 16 | (int) rgb[3 * i + 1] << 8 | (int) rgb[3 * i + 2]);
    }
    return image;
  }

  private static JsonNode tensor(JsonNode expected, String layer) {
    for (JsonNode tensor : expected.get("tensors")) {
      String role = tensor.get("role").asText();
      if (layer.equals(role)
          || (role.equals("feature") && layer.equalsIgnoreCase(tensor.get("level").asText()))) {
        return tensor;
      }
    }
    throw new AssertionError("no expectation for " + layer);
  }

  private static void assertSame(JsonNode expected, LayerFeatures layer, double tolerance) {
    assertEquals(expected.get("shape").get(1).asInt(), layer.activation().rows());
    assertEquals(expected.get("shape").get(2).asInt(), layer.activation().columns());
    assertEquals(expected.get("shape").get(3).asInt(), layer.activation().channels());
    for (int i = 0; i < expected.get("at").size(); i++) {
      assertEquals(
          expected.get("values").get(i).asDouble(),
          layer.activation().values()[expected.get("at").get(i).asInt()],
          tolerance,
          layer.layer());
    }
  }

  /** One grid per level; where the class maps are known, their best score in each cell. */
  private static void assertScores(JsonNode expected, StockModel stock, Inference inference) {
    List<FeatureLevel> levels = stock.features().levels();
    boolean rows = stock.layout().kind() == HeadLayout.Kind.ROWS;
    if (rows && LiveGraph.scoredLevels(stock).isEmpty()) {
      assertTrue(inference.scores().isEmpty());
      return;
    }
    assertEquals(levels.size(), inference.scores().size());
    for (int i = 0; i < levels.size(); i++) {
      ScoreGrid grid = inference.scores().get(i);
      assertEquals(levels.get(i).stride(), grid.stride());
      assertEquals(levels.get(i).rows(), grid.rows());
      assertEquals(levels.get(i).columns(), grid.columns());
      for (JsonNode tensor : expected.get("tensors")) {
        if (tensor.get("role").asText().equals("classLogits")
            && tensor.get("stride").asInt() == grid.stride()) {
          int classes = tensor.get("shape").get(3).asInt();
          double best = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < classes; k++) {
            best = Math.max(best, tensor.get("first8").get(k).asDouble());
          }
          assertEquals(1 / (1 + Math.exp(-best)), grid.best()[0], 1e-3, "stride " + grid.stride());
        }
      }
    }
  }

  /** The largest over the classes is known to be right; and so are the first cell's scores. */
  private static void assertClassScores(JsonNode expected, Inference inference) {
    ClassScores classScores = inference.classScores();
    if (inference.scores().isEmpty()) {
      assertNull(classScores);
      return;
    }
    assertNotNull(classScores);
    List<List<ScoreGrid>> byClass = new ArrayList<>();
    for (int k = 0; k < classScores.classes(); k++) {
      byClass.add(classScores.of(k));
    }
    for (int level = 0; level < inference.scores().size(); level++) {
      ScoreGrid best = inference.scores().get(level);
      for (int cell = 0; cell < best.best().length; cell++) {
        float largest = 0;
        for (List<ScoreGrid> one : byClass) {
          assertEquals(best.stride(), one.get(level).stride());
          largest = Math.max(largest, one.get(level).best()[cell]);
        }
        assertEquals(best.best()[cell], largest, 1e-6f);
      }
      for (JsonNode tensor : expected.get("tensors")) {
        if (tensor.get("role").asText().equals("classLogits")
            && tensor.get("stride").asInt() == best.stride()) {
          for (int k = 0; k < byClass.size(); k++) {
            double logit = tensor.get("first8").get(k).asDouble();
            assertEquals(
                1 / (1 + Math.exp(-logit)),
                byClass.get(k).get(level).best()[0],
                1e-3,
                "class " + k);
          }
        }
      }
    }
    long unknown = inference.detections().stream().filter(found -> found.level().isEmpty()).count();
    assertTrue(unknown <= 0.1 * inference.detections().size(), unknown + " levels are unknown");
  }

  /** Nobody pays for what nobody asks for. */
  @Test
  void shouldReadClassScoresOfFinishedRowsOnlyWhenAsked() throws Exception {
    Path folder = SharedData.path("models/tiny/yolov8-nms");
    byte[] png = Pictures.encode(Pictures.scene(96, 96, BufferedImage.TYPE_INT_RGB, 8), "png");
    try (TensorFlowDetector detector =
        TensorFlowDetector.open(folder, cache, DetectorSettings.defaults())) {
      Inference inference = detector.infer(Pictures.decoded(png));
      assertNull(inference.classScores());
      assertFalse(inference.scores().isEmpty());
      // The best scores are enough to find most levels.
      long known = inference.detections().stream().filter(one -> !one.level().isEmpty()).count();
      assertTrue(known > 0 && known >= 0.9 * inference.detections().size(), "known: " + known);
    }
  }

  /** Python's own output, read by the same head, gives the same detections. */
  private static void assertDetections(
      Path folder,
      JsonNode expected,
      StockModel stock,
      DetectorSettings settings,
      Inference inference)
      throws Exception {
    JsonNode file = expected.get("outputs").get(stock.mainOutput()).path("file");
    if (!file.isTextual()) {
      return;
    }
    List<AnchorLevel> levels = AnchorLevel.of(stock.features().levels());
    HeadAnswer answer =
        DetectionHead.of(stock, levels, settings)
            .read(answer(NpyFile.read(folder.resolve(file.asText())).floats()));
    assertEquals(answer.kept().length, inference.detectionsTotal());
    for (int i = 0; i < inference.detections().size(); i++) {
      Detection detection = inference.detections().get(i);
      int candidate = answer.kept()[i];
      assertEquals(answer.candidates().score(candidate), detection.confidence(), 1e-3);
      Box box = inference.letterbox().toPicture(answer.candidates().box(candidate));
      assertEquals(box.x1(), detection.box().x1(), 0.05, folder.toString());
      assertEquals(box.y1(), detection.box().y1(), 0.05, folder.toString());
      assertEquals(box.x2(), detection.box().x2(), 0.05, folder.toString());
      assertEquals(box.y2(), detection.box().y2(), 0.05, folder.toString());
      assertEquals(answer.candidates().classId(candidate), detection.classId());
    }
  }

  private static LiveAnswer answer(float[] output) {
    return new LiveAnswer(
        Map.of(LiveGraph.MAIN_KEY, new LiveAnswer.Tensor(new long[] {output.length}, output)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolo11-detect",
        "yolov8-96x160",
        "yolov8-detect",
        "yolov8-old-normalised",
        "yolov8-p2",
        "yolov8-p6",
        "yolov9-detect"
      })
  void shouldReadPlainHeadsLevelByLevel(String name) throws Exception {
    // Given
    StockModel stock = StockModel.open(SharedData.path("models/tiny").resolve(name));

    // When
    LiveForm first = LiveForm.of(stock, DetectorSettings.defaults()).get(0);

    // Then
    assertEquals("levels", first.name());
    LiveGraph live = first.graph(List.of());
    new SavedModelWriter(stock)
        .write(cache.resolve("levels"), live.graph(), live.inputs(), live.outputs());
    try (LivePredictor predictor = LivePredictor.load(cache.resolve("levels"))) {
      assertTrue(LiveCheck.agree(stock, predictor, first));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "yolov8-batch2, the model wants 2 pictures at once",
  })
  void shouldRefuseWhatDoesNotRunLive(String name, String reason) {
    Path folder = SharedData.path("models/tiny").resolve(name);
    ModelRejected rejected =
        assertThrows(
            ModelRejected.class,
            () -> TensorFlowDetector.open(folder, cache, DetectorSettings.defaults()));
    String message = String.valueOf(rejected.getMessage());
    assertTrue(message.contains(name) && message.contains(reason), message);
    assertEquals(1, message.lines().count());
  }

  /** The cut happens behind the network: valid cells are what the whole network gives there. */
  @ParameterizedTest(name = "{0}: {1}x{2}")
  @CsvSource({
    "yolov8-96x160, 160, 60",
    "yolov8-96x160, 50, 96",
    "yolov8-detect, 96, 31",
    "yolov8-detect, 11, 96",
    "yolo26-end2end, 96, 50",
  })
  void shouldCutOffNothingButPadding(String name, int width, int height) throws Exception {
    // Given a picture that is padded but not resized
    Path folder = SharedData.path("models/tiny").resolve(name);
    BufferedImage image = Pictures.scene(width, height, BufferedImage.TYPE_INT_RGB, 8);
    StockModel stock = StockModel.open(folder);
    try (TensorFlowDetector detector =
            TensorFlowDetector.open(
                folder, cache, DetectorSettings.defaults().withLayers(EVERY_LAYER));
        GraphSession whole = GraphSession.open(stock.flat())) {

      // When
      Inference inference = detector.infer(Pictures.decoded(Pictures.encode(image, "png")));

      // Then
      float[] input = padded(image, stock, inference);
      for (LayerFeatures layer : inference.layers()) {
        FeatureTensor feature = stock.features().named(layer.layer()).orElseThrow();
        FloatTensor full =
            Objects.requireNonNull(
                whole.run(input, Set.of(feature.tensor())).get(feature.tensor()));
        float[] expected = region(full, layer.valid());
        float[] actual = layer.activation().values();
        assertEquals(expected.length, actual.length);
        float largest = 0;
        for (float value : expected) {
          largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
          // Other fusion of operations: other rounding.
          assertEquals(expected[i], actual[i], 1e-3f * largest, layer.layer());
        }
      }
    }
  }

  private static float[] padded(BufferedImage image, StockModel stock, Inference inference) {
    int inputWidth = stock.flat().inputWidth();
    float[] input = new float[stock.flat().inputHeight() * inputWidth * 3];
    java.util.Arrays.fill(input, 114 / 255f);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int at =
            ((y + inference.letterbox().top()) * inputWidth + x + inference.letterbox().left()) * 3;
        for (int c = 0; c < 3; c++) {
          input[at + c] = (image.getRGB(x, y) >> (16 - 8 * c) & 0xFF) / 255f;
        }
      }
    }
    return input;
  }

  private static float[] region(FloatTensor full, CellRegion valid) {
    int columns = full.size(2);
    int channels = full.size(3);
    float[] values = new float[valid.cells() * channels];
    for (int row = 0; row < valid.rows(); row++) {
      System.arraycopy(
          full.values(),
          ((row + valid.firstRow()) * columns + valid.firstColumn()) * channels,
          values,
          row * valid.columns() * channels,
          valid.columns() * channels);
    }
    return values;
  }
}
