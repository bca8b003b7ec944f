package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.decode.PictureDecoder;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.LayerAttention;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ExplainCommandTest {
  private static final Path MODEL = Path.of("demo-model", "saved_model");

  @TempDir static Path cache;
  @TempDir Path folder;

  @BeforeAll
  static void withoutDisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @Test
  void shouldWriteWhatTheLiveServiceComputes() throws Exception {
    // Given
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);

    // When
    CommandRun result = execute(picture.toString(), "--out", folder.toString(), "--json");

    // Then
    assertEquals(0, result.code(), result.err());
    assertFalse(result.out().contains("NaN"));
    JsonNode answer = result.json().get(0);
    assertEquals(320, answer.path("width").asInt());
    assertEquals("detect", answer.path("model").path("task").asText());
    assertEquals(64, answer.path("model").path("digest").asText().length());
    try (Detector detector = TensorFlowDetector.open(MODEL, cache, DetectorSettings.defaults())) {
      var inference = detector.infer(new PictureDecoder().decode(PictureFile.read(picture)));
      Explanation live = new LiveExplainer().explain(inference);
      assertEquals(live.layers().size(), answer.path("layers").size());
      assertEquals(inference.detections().size(), answer.path("detections").size());
      assertTrue(inference.detections().size() > 2, "the drawn cells are found");
      assertEquals(live.bestAligned().orElseThrow().layer(), answer.path("bestLayer").asText());
      for (int i = 0; i < live.layers().size(); i++) {
        assertSame(live.layers().get(i), answer.path("layers").get(i));
      }
      assertEquals(
          live.boxes().get(0).share(),
          answer.path("detections").get(0).path("boxShare").asDouble());
    }
    BufferedImage sheet = ImageIO.read(folder.resolve("cells-explained.png").toFile());
    assertNotNull(sheet);
    assertTrue(sheet.getWidth() > 1000);
    assertEquals(
        answer, new ObjectMapper().readTree(folder.resolve("cells-explained.json").toFile()));
  }

  private static void assertSame(LayerAttention live, JsonNode json) throws IOException {
    AttentionMap map = live.map();
    assertEquals(live.layer(), json.path("layer").asText());
    assertEquals(live.sigma().get(0), json.path("sigma").get(0).asDouble());
    assertEquals(live.sign().rule().name(), json.path("signRule").asText());
    assertEquals(live.alignment(), json.path("alignment").asDouble());
    assertEquals(map.cellToPicture().f(), json.path("cellToFrame").path("f").asDouble());
    var written = NpyFile.read(Path.of(json.path("map").asText()));
    assertArrayEquals(new int[] {map.rows(), map.columns()}, written.shape());
    assertArrayEquals(map.projection(), written.floats());
  }

  @Test
  void shouldWriteComponentsTheFusedMapAndOverlays() throws IOException {
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);

    CommandRun result =
        execute(
            picture.toString(),
            "--layers",
            "p3,p4",
            "--components",
            "2",
            "--fuse",
            "product",
            "--overlay",
            "--out",
            folder.toString(),
            "--json");

    assertEquals(0, result.code(), result.err());
    JsonNode answer = result.json().get(0);
    List<JsonNode> maps = new ArrayList<>(List.of(answer.path("fused")));
    answer.path("layers").forEach(maps::add);
    answer.path("further").forEach(maps::add);
    assertEquals("p3+p4", answer.path("fused").path("layer").asText());
    assertEquals("PRODUCT", answer.path("fusion").asText());
    assertEquals(
        2, maps.stream().filter(map -> map.path("component").asInt() == 1).count(), "components");
    for (JsonNode map : maps) {
      var written = NpyFile.read(Path.of(map.path("map").asText()));
      assertArrayEquals(
          new int[] {map.path("rows").asInt(), map.path("columns").asInt()}, written.shape());
      double least = Arrays.stream(written.values()).min().orElseThrow();
      double most = Arrays.stream(written.values()).max().orElseThrow();
      assertEquals(least, map.path("rawMin").asDouble(), 1e-5);
      assertEquals(most, map.path("rawMax").asDouble(), 1e-5);
      BufferedImage overlay = ImageIO.read(Path.of(map.path("overlay").asText()).toFile());
      assertEquals(320, overlay.getWidth());
      assertEquals(200, overlay.getHeight());
    }
    JsonNode agreement = answer.path("layers").get(0).path("signAgreement");
    assertTrue(agreement.path("SCORES").asBoolean(), "the rule that decided");
    assertTrue(agreement.has("BOXES") && agreement.has("CHANNEL_SUM") && agreement.has("EXTREMUM"));
  }

  @Test
  void shouldSayWhatKindOfMapItWrote() throws IOException {
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);
    String[] common = {"--layers", "p4", "--json", "--out", folder.toString(), "--method"};

    JsonNode energy = layerOf(execute(picture.toString(), common, "energy"));
    JsonNode uncentred = layerOf(execute(picture.toString(), common, "eigen-uncentered"));

    assertEquals("ENERGY", energy.path("kind").asText());
    assertTrue(energy.path("rawMin").asDouble() > 0, "a norm");
    assertTrue(energy.path("signRule").isNull());
    assertEquals("EIGEN_UNCENTERED", uncentred.path("kind").asText());
    assertEquals("MEAN", uncentred.path("signRule").asText());
  }

  /** What shows the background as often as not must not pass for attention. */
  @Test
  void shouldNotMeasureBoxesOnUncentredMaps() throws IOException {
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);
    String[] common = {"--layers", "p3,p4", "--json", "--out", folder.toString(), "--method"};

    CommandRun result = execute(picture.toString(), common, "eigen-uncentered");

    assertEquals(0, result.code(), result.err());
    JsonNode answer = result.json().get(0);
    assertTrue(answer.path("bestLayer").isNull(), answer.path("bestLayer").toString());
    assertFalse(answer.path("detections").isEmpty());
    assertFalse(answer.path("detections").get(0).has("boxShare"));
  }

  private static JsonNode layerOf(CommandRun result) throws IOException {
    assertEquals(0, result.code(), result.err());
    return result.json().get(0).path("layers").get(0);
  }

  private static CommandRun execute(String picture, String[] common, String method) {
    List<String> args = new ArrayList<>(List.of(picture));
    args.addAll(List.of(common));
    args.add(method);
    return execute(args.toArray(String[]::new));
  }

  @Test
  void shouldGoOnAfterAPictureThatCannotBeWorkedOn() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "hello");
    Path good = DrawnCells.write(folder.resolve("good.jpg"), 160, 240);

    CommandRun result =
        execute(
            text.toString(),
            folder.resolve("missing.png").toString(),
            good.toString(),
            "--layers",
            "p4",
            "--component",
            "1",
            "--fuse",
            "none",
            "--out",
            folder.resolve("new/folder").toString(),
            "--json");

    assertEquals(1, result.code());
    assertEquals(2, result.err().lines().count(), result.err());
    JsonNode answers = result.json();
    assertEquals("UNSUPPORTED_FORMAT", answers.get(0).path("reason").asText());
    assertTrue(answers.get(1).has("error"));
    JsonNode layer = answers.get(2).path("layers").get(0);
    assertEquals("p4", layer.path("layer").asText());
    assertEquals(1, layer.path("component").asInt());
    assertTrue(Files.exists(folder.resolve("new/folder/good-explained.png")));
    assertTrue(Files.exists(folder.resolve("new/folder/good-p4.npy")));
    assertFalse(Files.exists(folder.resolve("new/folder/text-explained.png")));
  }

  @Test
  void shouldKeepPicturesOfTheSameNameApart() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createDirectories(folder.resolve("b"));
    Path first = DrawnCells.write(folder.resolve("a/same.png"), 100, 100);
    Path second = DrawnCells.write(folder.resolve("b/same.png"), 120, 100);

    CommandRun result =
        execute(first.toString(), second.toString(), "--layers", "p5", "--out", folder.toString());

    assertEquals(0, result.code(), result.err());
    assertTrue(Files.exists(folder.resolve("same-explained.png")));
    assertTrue(Files.exists(folder.resolve("same-2-explained.png")));
    assertTrue(result.out().contains("p5"), result.out());
  }

  @Test
  void shouldNameALayerThatTheModelLacks() throws IOException {
    Path picture = DrawnCells.write(folder.resolve("a.png"), 100, 100);

    CommandRun result =
        execute(picture.toString(), "--layers", "p3,p17", "--out", folder.toString());

    assertEquals(1, result.code());
    assertTrue(result.err().contains("p17"), result.err());
  }

  /** One list of layers may serve the live service with many models; here one model is named. */
  @Test
  void shouldCallAStandardLayerThatTheModelLacksAUsageError() {
    Path missing = folder.resolve("missing.png");

    CommandRun result =
        execute(missing.toString(), "--layers", "p3,p6", "--out", folder.toString());

    // before any picture is looked at
    assertEquals(2, result.code());
    assertTrue(result.err().contains("--layers: the model has no layer 'p6'"), result.err());
    assertFalse(result.err().contains("missing.png"), result.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--precision, bf16, eigen-gradient",
    "--component, 1, energy",
    "--components, 2, energy",
    "--fuse, sigma, energy"
  })
  void shouldRefuseOptionsThatMeanNothingTogether(String option, String value, String method) {
    CommandRun result =
        execute("a.png", option, value, "--method", method, "--out", folder.toString());

    assertEquals(2, result.code(), result.err());
    String message = result.err().lines().findFirst().orElseThrow();
    assertTrue(message.contains(option), message);
    assertTrue(message.contains("--method " + method), message);
  }

  @Test
  void shouldCallWrongOptionsAUsageError() {
    assertEquals(2, execute("a.png", "--component", "-1").code());
    assertEquals(2, execute("a.png", "--component", "2147483647").code());
    assertEquals(2, execute("a.png", "--layers", "p3,p3").code());
    assertEquals(2, execute("a.png", "--components", "0").code());
    assertEquals(2, execute("a.png", "--components", "17").code());
    assertEquals(2, execute("a.png", "--method", "attention").code());
    assertEquals(2, execute("a.png", "--fuse", "median").code());
    assertEquals(2, execute().code());
  }

  private static CommandRun execute(String... args) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(args));
    all.addAll(List.of("--model", MODEL.toString(), "--cache", cache.toString()));
    return CommandRun.of(all);
  }
}
