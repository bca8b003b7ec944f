package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.frame.SignChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class maps and maps of single boxes against {@code src/test/python/make_class_golden.py}. */
@Timeout(60)
class ClassGoldenTest {
  private static final double TOLERANCE = 1e-5;

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/golden/class"))) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldExplainClassesAsNumpyDoes(Path folder) throws IOException, FrameRejected {
    // Given
    JsonNode golden = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    Inference inference = inference(folder, golden);
    Explanation eigenCam = new LiveExplainer().explain(inference);

    for (JsonNode expected : golden.path("classes")) {
      // When
      int classId = expected.path("classId").asInt();
      ClassExplanation found =
          new ClassExplainer().explain(inference, eigenCam, classId, "class " + classId);

      // Then
      assertEquals(expected.path("bestScore").asDouble(), found.bestScore(), TOLERANCE);
      assertEquals(expected.path("scored").asBoolean(), found.scored());
      List<ClassMap> maps = new ArrayList<>(List.of(found.headMap()));
      maps.addAll(found.features());
      assertEquals(expected.path("maps").size(), maps.size());
      for (int i = 0; i < maps.size(); i++) {
        assertClassMap(folder, expected.path("maps").get(i), maps.get(i), found.scored());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldExplainBoxesAsNumpyDoes(Path folder) throws IOException, FrameRejected {
    JsonNode golden = new ObjectMapper().readTree(folder.resolve("case.json").toFile());

    List<BoxLocal> found = new BoxExplainer().explain(inference(folder, golden));

    assertEquals(golden.path("boxLocal").size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      JsonNode expected = golden.path("boxLocal").get(i);
      LayerAttention local = found.get(i).attention();
      if (expected.has("reason")) {
        assertNull(local);
        assertTrue(found.get(i).reason().startsWith("too small"), found.get(i).reason());
        continue;
      }
      assertNotNull(local);
      NpyArray projection = NpyFile.read(folder.resolve(expected.path("file").asText()));
      assertEquals(projection.shape()[0], local.map().rows());
      assertEquals(projection.shape()[1], local.map().columns());
      assertSame(projection, local.map().projection());
      JsonNode centre = expected.path("firstCentre");
      assertEquals(centre.get(0).asDouble(), local.map().cellToPicture().x(0, 0), 1e-9);
      assertEquals(centre.get(1).asDouble(), local.map().cellToPicture().y(0, 0), 1e-9);
      assertSpectrum(expected, local);
      SignChoice sign = local.sign();
      assertNotNull(sign);
      assertEquals(expected.path("signRule").asText(), sign.rule().name());
      assertEquals(expected.path("margin").asDouble(), sign.margin(), TOLERANCE);
    }
  }

  private static void assertClassMap(Path folder, JsonNode expected, ClassMap map, boolean scored)
      throws IOException {
    LayerAttention attention = map.attention();
    assertEquals(expected.path("kind").asText(), attention.map().kind().name());
    NpyArray projection = NpyFile.read(folder.resolve(expected.path("file").asText()));
    assertEquals(projection.shape()[0], attention.map().rows());
    assertEquals(projection.shape()[1], attention.map().columns());
    assertSame(projection, attention.map().projection());
    assertEquals(scored, attention.hasMap());
    assertEquals(!scored, attention.flags().contains(AttentionFlag.LOW_VARIANCE));
    if (expected.has("sigma")) {
      assertSpectrum(expected, attention);
    }
    if (expected.has("margin")) {
      assertNear(expected.path("margin"), attention.alignment());
      boolean unsure = expected.path("flags").toString().contains("SIGN_UNSURE");
      assertEquals(unsure, attention.flags().contains(AttentionFlag.SIGN_UNSURE));
    }
    JsonNode shares = expected.path("shares");
    assertNear(shares.path("own"), map.shares().own());
    assertEquals(shares.path("ownArea").asDouble(), map.shares().ownArea(), 1e-12);
    assertNear(shares.path("othersOnly"), map.shares().othersOnly());
    assertEquals(shares.path("othersOnlyArea").asDouble(), map.shares().othersOnlyArea(), 1e-12);
    JsonNode peak = shares.path("peakInOwn");
    assertEquals(peak.isNull() ? null : peak.asBoolean(), map.shares().peakInOwn());
    assertNear(expected.path("correlationWithEigenCam"), map.correlationWithEigenCam());
  }

  private static void assertSpectrum(JsonNode expected, LayerAttention found) {
    double largest = expected.path("sigma").get(0).asDouble();
    for (int k = 0; k < expected.path("sigma").size(); k++) {
      assertEquals(
          expected.path("sigma").get(k).asDouble(), found.sigma().get(k), TOLERANCE * largest);
      assertEquals(
          expected.path("explainedVarianceRatio").get(k).asDouble(),
          found.spectrum().explainedVarianceRatio().get(k),
          TOLERANCE);
    }
  }

  private static Inference inference(Path folder, JsonNode golden) throws IOException {
    PictureSize picture = LiveCase.size(golden.path("picture"));
    PictureSize input = LiveCase.size(golden.path("input"));
    Letterbox letterbox = Letterbox.fit(picture, input.width(), input.height());
    int stride = golden.path("stride").asInt();
    CellRegion valid = letterbox.validCells(stride);
    List<ClassScores.Level> levels = new ArrayList<>();
    List<ScoreGrid> best = new ArrayList<>();
    int classes = 0;
    for (JsonNode level : golden.path("scores")) {
      NpyArray scores = NpyFile.read(folder.resolve(level.path("file").asText()));
      classes = scores.shape()[0];
      int rows = scores.shape()[1];
      int columns = scores.shape()[2];
      int levelStride = level.path("stride").asInt();
      float[] values = scores.floats();
      levels.add(new ClassScores.Level(levelStride, rows, columns, values, 0, rows * columns, 1));
      float[] largest = new float[rows * columns];
      for (int i = 0; i < values.length; i++) {
        int cell = i % largest.length;
        largest[cell] = Math.max(largest[cell], values[i]);
      }
      best.add(new ScoreGrid(levelStride, rows, columns, largest));
    }
    List<Detection> detections = LiveCase.detections(golden, "layer");
    float[] activation = NpyFile.read(folder.resolve("activation.npy")).floats();
    return new Inference(
        letterbox,
        detections,
        detections.size(),
        List.of(Features.of("layer", stride, valid, activation)),
        best,
        new ClassScores(classes, levels));
  }

  private static void assertSame(NpyArray expected, float[] actual) {
    double largest = Arrays.stream(expected.values()).map(Math::abs).max().orElse(0);
    assertEquals(expected.values().length, actual.length);
    assertFalse(actual.length == 0);
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
}
