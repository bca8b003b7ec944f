package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.explain.EigenMaps;
import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ScoreTarget;
import io.eigencam.model.StockModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * EigenGradCAM of the shipped model against {@code src/test/python/make_gradient_golden.py}, which
 * differentiates with Python's own registry of derivatives.
 */
@Timeout(180)
class GradientGoldenTest {
  private static final Path MODEL = Path.of("demo-model", "saved_model");
  private static final Path GOLDEN = Path.of("src/test/resources/golden/gradient");

  /** Float32 sums in another order, of some hundreds of addends. */
  private static final double TOLERANCE = 1e-4;

  @TempDir static Path cache;

  @ParameterizedTest
  @ValueSource(strings = {"best-five", "best-of-every-level"})
  void shouldExplainAsPythonDoes(String name) throws Exception {
    // Given
    Path folder = GOLDEN.resolve(name);
    JsonNode golden = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    EncodedPicture picture = Pictures.decoded(Files.readAllBytes(GOLDEN.resolve("smear.jpg")));
    DetectorSettings settings =
        DetectorSettings.defaults().withLayers(List.of("sppf", "p3", "p4", "p5"));

    // When
    Inference inference;
    try (TensorFlowDetector detector = TensorFlowDetector.open(MODEL, cache, settings);
        ScoreGradients gradients = ScoreGradients.open(StockModel.open(MODEL), cache, settings)) {
      inference = gradients.at(picture, detector.infer(picture), targets(golden));
    }
    List<LayerAttention> maps =
        new LiveExplainer(EigenMaps.gradient(ExplainSettings.DEFAULT, null), null)
            .explain(inference)
            .layers();

    // Then
    for (int i = 0; i < maps.size(); i++) {
      JsonNode expected = golden.path("layers").get(i);
      String layer = expected.path("layer").asText();
      assertEquals(layer, maps.get(i).layer());
      assertEquals(MapKind.EIGEN_GRADIENT, maps.get(i).map().kind());
      float[] sum = NpyFile.read(folder.resolve(layer + "-sum.npy")).floats();
      assertNear(sum, channelSums(inference.layers().get(i)), largest(sum));
      double sigma = expected.path("sigma").get(0).asDouble();
      if (sigma == 0) {
        // the targets do not depend on this layer
        assertEquals(Set.of(AttentionFlag.LOW_VARIANCE), maps.get(i).flags());
        continue;
      }
      for (int k = 0; k < 3; k++) {
        assertEquals(
            expected.path("sigma").get(k).asDouble(),
            maps.get(i).sigma().get(k),
            TOLERANCE * sigma);
      }
      float[] map = NpyFile.read(folder.resolve(layer + "-map.npy")).floats();
      // Components with close singular values mix what little is not exact.
      double gap = 1 - maps.get(i).spectrum().sigma2OverSigma1();
      assertTrue(gap > 0.01, layer + ": the case has no stable component");
      assertNear(map, maps.get(i).map().projection(), largest(map) / gap);
    }
  }

  private static List<ScoreTarget> targets(JsonNode golden) {
    List<ScoreTarget> targets = new ArrayList<>();
    for (JsonNode one : golden.path("targets")) {
      targets.add(
          new ScoreTarget(
              one.path("classId").asInt(),
              one.path("anchor").asInt(),
              (float) one.path("score").asDouble()));
    }
    return targets;
  }

  private static float[] channelSums(LayerFeatures features) {
    float[] sums = new float[features.activation().cells()];
    int channels = features.activation().channels();
    for (int i = 0; i < sums.length * channels; i++) {
      sums[i / channels] += features.activation().values()[i];
    }
    return sums;
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void assertNear(float[] expected, float[] actual, double scale) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], TOLERANCE * scale, "cell " + i);
    }
  }
}
