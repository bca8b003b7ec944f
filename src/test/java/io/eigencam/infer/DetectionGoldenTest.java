package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.model.BoxUnits;
import io.eigencam.model.HeadLayout;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the main output of a model to detections, against results computed elsewhere. */
class DetectionGoldenTest {
  private static final Path OWN = Path.of("src/test/resources/golden/detect");
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<String> ownCases() throws Exception {
    try (Stream<Path> files = Files.list(OWN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.replace(".json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("ownCases")
  void shouldFindWhatAnIndependentProgramFinds(String name) throws Exception {
    // Given
    JsonNode expected = JSON.readTree(OWN.resolve(name + ".json").toFile());
    float[] output = NpyFile.read(OWN.resolve(name + ".npy")).floats();

    // When
    Inference inference = infer(output, expected, expected.get("strides"));

    // Then
    assertEquals(expected.get("total").asInt(), inference.detectionsTotal());
    assertSame(expected.get("detections"), inference.detections());
  }

  @ParameterizedTest
  @ValueSource(strings = {"car", "bottle"})
  @NeedsShared("golden/detect")
  void shouldFindWhatUltralyticsFinds(String name) throws Exception {
    // Given
    Path folder = SharedData.path("golden/detect").resolve(name);
    JsonNode expected = JSON.readTree(folder.resolve("detections-320.json").toFile());
    float[] output = NpyFile.read(folder.resolve(expected.get("rawOutput").asText())).floats();

    // When
    Inference inference = infer(output, expected, JSON.readTree("[8, 16, 32]"));

    // Then
    assertFalse(inference.detections().isEmpty());
    assertSame(expected.get("detections"), inference.detections());
    assertEquals(expected.get("letterbox").get("top").asInt(), inference.letterbox().top());
    assertEquals(
        List.of(1600, 400, 100),
        inference.scores().stream().map(ScoreGrid::best).map(best -> best.length).toList());
  }

  /** A raw head's anchors tell every level; the scores alone must tell the same or nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"crowded-portrait", "four-levels", "many-classes", "normalised-wide"})
  void shouldFindTheLevelOfARowByItsScore(String name) throws Exception {
    // Given
    JsonNode expected = JSON.readTree(OWN.resolve(name + ".json").toFile());
    float[] output = NpyFile.read(OWN.resolve(name + ".npy")).floats();

    // When
    Inference inference = infer(output, expected, expected.get("strides"));

    // Then: most of these boxes are made up, and hold no cell of their own
    assertLevels(inference, levels(inference.letterbox(), expected.get("strides")), 0.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {"car", "bottle"})
  @NeedsShared("golden/detect")
  void shouldFindTheLevelOfARowInRealFrames(String name) throws Exception {
    Path folder = SharedData.path("golden/detect").resolve(name);
    JsonNode expected = JSON.readTree(folder.resolve("detections-320.json").toFile());
    float[] output = NpyFile.read(folder.resolve(expected.get("rawOutput").asText())).floats();
    JsonNode strides = JSON.readTree("[8, 16, 32]");
    Inference inference = infer(output, expected, strides);
    assertLevels(inference, levels(inference.letterbox(), strides), 1);
  }

  /**
   * @param known share of the detections whose level must be found
   */
  private static void assertLevels(Inference inference, List<AnchorLevel> levels, double known) {
    RowLevels ofClasses = new RowLevels(levels, List.of(), inference.classScores());
    RowLevels ofBest = new RowLevels(levels, inference.scores(), null);
    int found = 0;
    for (Detection detection : inference.detections()) {
      Box box = inInput(detection.box(), inference.letterbox());
      for (RowLevels rowLevels : List.of(ofClasses, ofBest)) {
        String level = rowLevels.of(box, detection.confidence(), detection.classId());
        assertTrue(level.isEmpty() || level.equals(detection.level()), level);
        found += level.isEmpty() ? 0 : 1;
      }
    }
    int all = 2 * inference.detections().size();
    assertTrue(all > 0 && found >= known * all, found + " of " + all);
  }

  private static Box inInput(Box box, Letterbox letterbox) {
    double gain = letterbox.gain();
    return new Box(
        (float) (box.x1() * gain + letterbox.left()),
        (float) (box.y1() * gain + letterbox.top()),
        (float) (box.x2() * gain + letterbox.left()),
        (float) (box.y2() * gain + letterbox.top()));
  }

  private static List<AnchorLevel> levels(Letterbox letterbox, JsonNode strides) {
    return levels(letterbox.inputWidth(), letterbox.inputHeight(), strides);
  }

  private static void assertSame(JsonNode expected, List<Detection> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      JsonNode one = expected.get(i);
      Detection detection = found.get(i);
      String which = "detection " + i;
      assertEquals(one.get("anchor").asInt(), detection.anchor(), which);
      assertEquals(one.get("classId").asInt(), detection.classId(), which);
      assertEquals(one.get("confidence").floatValue(), detection.confidence(), 1e-6f, which);
      assertEquals(one.get("x1").floatValue(), detection.box().x1(), 0.001f, which);
      assertEquals(one.get("y1").floatValue(), detection.box().y1(), 0.001f, which);
      assertEquals(one.get("x2").floatValue(), detection.box().x2(), 0.001f, which);
      assertEquals(one.get("y2").floatValue(), detection.box().y2(), 0.001f, which);
    }
  }

  private static Inference infer(float[] output, JsonNode expected, JsonNode strides)
      throws Exception {
    int inputWidth = expected.path("inputWidth").asInt(expected.path("inputSize").asInt());
    int inputHeight = expected.path("inputHeight").asInt(expected.path("inputSize").asInt());
    int classes = expected.path("classes").asInt(80);
    DetectorSettings settings =
        new DetectorSettings(
            expected.get("conf").asDouble(),
            expected.get("iou").asDouble(),
            expected.get("maxDet").asInt(),
            List.of());
    InputPixels units =
        InputPixels.of(
            expected.path("units").asText("pixels").equals("pixels")
                ? BoxUnits.PIXELS
                : BoxUnits.NORMALISED,
            inputWidth,
            inputHeight);
    List<AnchorLevel> levels = levels(inputWidth, inputHeight, strides);
    AnchorLevel last = levels.get(levels.size() - 1);
    boolean raw = expected.path("layout").asText("raw").equals("raw");
    HeadLayout layout =
        new HeadLayout(
            raw ? HeadLayout.Kind.RAW : HeadLayout.Kind.ROWS,
            classes,
            expected.path("extra").asInt(),
            raw ? last.firstAnchor() + last.cells() : -1,
            expected.path("task").asText().equals("obb"));
    DetectionHead head =
        raw
            ? new AnchorHead(layout, levels, units, settings)
            : new RowHead(layout, units, settings);
    PictureSize picture =
        new PictureSize(expected.get("width").asInt(), expected.get("height").asInt());
    AnswerReader reader =
        new AnswerReader(
            new DetectionReader(
                head, levels, List.of(), List.of(), settings.maxDetections(), false),
            List.of());
    return reader.read(
        new LiveAnswer(
            Map.of(
                LiveGraph.MAIN_KEY,
                new LiveAnswer.Tensor(new long[] {output.length}, output),
                LiveGraph.PICTURE_SIZE_KEY,
                new LiveAnswer.Tensor(
                    new long[] {2}, new float[] {picture.height(), picture.width()}))),
        Letterbox.fit(picture, inputWidth, inputHeight));
  }

  private static List<AnchorLevel> levels(int width, int height, JsonNode strides) {
    List<AnchorLevel> levels = new ArrayList<>();
    int first = 0;
    for (JsonNode node : strides) {
      int stride = node.asInt();
      levels.add(new AnchorLevel("s" + stride, stride, height / stride, width / stride, first));
      first += height / stride * (width / stride);
    }
    return levels;
  }
}
