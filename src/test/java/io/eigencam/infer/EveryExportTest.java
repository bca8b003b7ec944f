package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.model.ModelRejected;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every export that there is: explained for pictures of every shape, or refused in one line. */
@NeedsShared("models/tiny")
@Timeout(120)
class EveryExportTest {
  /** The only one that is refused. */
  private static final String TWO_AT_ONCE = "yolov8-batch2";

  @TempDir private Path cache;

  static Stream<String> exports() throws Exception {
    try (Stream<Path> folders = Files.list(SharedData.path("models/tiny"))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("exports")
  void shouldExplainPicturesOfEveryShapeOrRefuse(String name) throws Exception {
    Path folder = SharedData.path("models/tiny").resolve(name);
    DetectorSettings settings =
        new DetectorSettings(0.3, 0.7, 300, DetectorSettings.DEFAULT_LAYERS);
    try (TensorFlowDetector detector = TensorFlowDetector.open(folder, cache, settings)) {
      assertFalse(name.equals(TWO_AT_ONCE), "was to be refused");
      int width = detector.model().inputWidth();
      int height = detector.model().inputHeight();
      // Exact fit, landscape, portrait, a pixel, a line, one enlarged
      int[][] sizes = {
        {width, height}, {200, 61}, {90, 170}, {1, 1}, {1, 300}, {300, 1}, {width / 3, height / 2}
      };
      for (int[] size : sizes) {
        byte[] picture =
            size[0] % 2 == 0
                ? Pictures.jpeg(size[0], size[1], 6)
                : Pictures.png(size[0], size[1], 6);
        Inference inference = detector.infer(Pictures.decoded(picture));
        assertSound(name + " " + size[0] + "x" + size[1], inference);
      }
    } catch (ModelRejected refused) {
      String message = String.valueOf(refused.getMessage());
      assertEquals(TWO_AT_ONCE, name, message);
      assertEquals(1, message.lines().count(), message);
      assertTrue(message.contains("export it with batch=1"), message);
    }
  }

  private static void assertSound(String what, Inference inference) throws Exception {
    int width = inference.letterbox().picture().width();
    int height = inference.letterbox().picture().height();
    for (Detection found : inference.detections()) {
      Box box = found.box();
      // Some of these networks, whose weights are random, give boxes inside out.
      for (float x : new float[] {box.x1(), box.x2()}) {
        assertTrue(x >= 0 && x <= width, what + ": " + box);
      }
      for (float y : new float[] {box.y1(), box.y2()}) {
        assertTrue(y >= 0 && y <= height, what + ": " + box);
      }
      assertTrue(found.confidence() > 0.3f && found.confidence() <= 1, what + ": " + found);
    }
    double probabilities = 0;
    for (Classification one : inference.classifications()) {
      probabilities += one.confidence();
    }
    boolean classifier = !inference.classifications().isEmpty();
    assertEquals(classifier ? 1 : 0, probabilities, 1e-5, what);

    Explanation explanation = new LiveExplainer().explain(inference);

    assertEquals(inference.layers().size(), explanation.layers().size(), what);
    assertEquals(
        classifier ? List.of(MapKind.CLASS_ACTIVATION) : List.of(),
        explanation.exact().stream().map(exact -> exact.map().kind()).toList(),
        what);
    for (LayerAttention layer : explanation.all()) {
      AttentionMap map = layer.map();
      for (float value : map.projection()) {
        assertTrue(Float.isFinite(value), what + " " + layer.layer());
      }
      // The centres of all cells lie on the picture, but for one that stands for a thin picture
      double x = map.cellToPicture().x(map.columns() - 1, 0);
      double y = map.cellToPicture().y(0, map.rows() - 1);
      assertTrue(map.columns() == 1 || (x > 0 && x < width), what + ": x " + x);
      assertTrue(map.rows() == 1 || (y > 0 && y < height), what + ": y " + y);
    }
  }
}
