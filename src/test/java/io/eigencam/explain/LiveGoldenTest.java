package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.frame.BoxAttention;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The live semantics against {@code src/test/python/make_live_golden.py}, which decomposes the
 * cells themselves in float64 while the product has their float32 Gram matrix only.
 */
@Timeout(60)
class LiveGoldenTest {
  private static final double TOLERANCE = 1e-5;

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/golden/live"))) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldExplainAsNumpyDoes(Path folder) throws IOException, FrameRejected {
    JsonNode golden = new ObjectMapper().readTree(folder.resolve("case.json").toFile());

    Explanation explanation = new LiveExplainer().explain(LiveCase.inference(folder, golden));

    LayerAttention layer = explanation.layers().get(0);
    assertEquals(strings(golden.path("flags")), names(layer.flags()));
    if (!golden.has("sigma")) {
      assertEquals(0, explanation.boxes().size());
      assertNull(layer.alignment());
      for (float value : layer.map().projection()) {
        assertEquals(0, value);
      }
      return;
    }
    assertNear(golden.path("sigma"), layer.sigma(), golden.path("sigma").get(0).asDouble());
    assertNear(golden.path("explainedVarianceRatio"), layer.spectrum().explainedVarianceRatio(), 1);
    assertEquals(
        golden.path("sigma2OverSigma1").asDouble(), layer.spectrum().sigma2OverSigma1(), TOLERANCE);
    assertEquals(golden.path("signRule").asText(), layer.sign().rule().name());
    assertEquals(golden.path("signMargin").asDouble(), layer.sign().margin(), TOLERANCE);
    assertNear(golden.path("alignment"), layer.alignment());
    assertNear(golden.path("outsideShare"), layer.outsideShare());
    JsonNode agrees = golden.path("signAgreesWithBoxes");
    assertEquals(agrees.isNull() ? null : agrees.asBoolean(), layer.sign().agreesWithBoxes());
    assertProjection(NpyFile.read(folder.resolve("projection.npy")), layer.map().projection());
    assertEquals(golden.path("boxAttention").size(), explanation.boxes().size());
    for (int i = 0; i < explanation.boxes().size(); i++) {
      BoxAttention box = explanation.boxes().get(i);
      JsonNode expected = golden.path("boxAttention").get(i);
      assertEquals(expected.path("share").asDouble(), box.share(), TOLERANCE);
      assertNear(expected.path("mean"), box.mean());
      assertNear(expected.path("peak"), box.peak());
    }
  }

  private static void assertProjection(NpyArray expected, float[] actual) {
    double largest = 0;
    double dot = 0;
    double expectedSquares = 0;
    double squares = 0;
    for (int i = 0; i < actual.length; i++) {
      double value = expected.values()[i];
      largest = Math.max(largest, Math.abs(value));
      dot += value * actual[i];
      expectedSquares += value * value;
      squares += (double) actual[i] * actual[i];
    }
    assertEquals(1, dot / Math.sqrt(expectedSquares * squares), 1e-6, "cosine");
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected.values()[i], actual[i], TOLERANCE * largest, "cell " + i);
    }
  }

  private static void assertNear(JsonNode expected, @Nullable Double actual) {
    if (expected.isNull()) {
      assertNull(actual);
    } else {
      assertNotNull(actual);
      assertEquals(expected.asDouble(), actual, TOLERANCE);
    }
  }

  private static void assertNear(JsonNode expected, List<Double> actual, double scale) {
    assertEquals(expected.size(), actual.size());
    for (int k = 0; k < actual.size(); k++) {
      assertEquals(expected.get(k).asDouble(), actual.get(k), TOLERANCE * scale);
    }
  }

  private static Set<String> strings(JsonNode array) {
    Set<String> strings = new TreeSet<>();
    array.forEach(element -> strings.add(element.asText()));
    return strings;
  }

  private static Set<String> names(Set<? extends Enum<?>> flags) {
    Set<String> names = new TreeSet<>();
    flags.forEach(flag -> names.add(flag.name()));
    return names;
  }
}
