package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.explain.NpyArray;
import io.eigencam.explain.NpyFile;
import io.eigencam.model.OwnClassifier;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain --class} and {@code explain --boxes}. */
@Timeout(120)
class ExplainDetailsTest {
  private static final Path MODEL = Path.of("demo-model", "saved_model");

  @TempDir static Path cache;
  @TempDir Path folder;

  @BeforeAll
  static void withoutDisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @Test
  void shouldExplainTheClassesAskedFor() throws Exception {
    // Given red cells only
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);

    // When
    CommandRun result =
        execute(
            MODEL,
            picture,
            "--class",
            "RBC",
            "--class",
            "wbc",
            "--class",
            "1",
            "--overlay",
            "--json");

    // Then
    assertEquals(0, result.code(), result.err());
    assertFalse(result.out().contains("NaN"));
    JsonNode classes = result.json().get(0).path("classes");
    assertEquals(2, classes.size(), "a name and its number are one class");
    JsonNode red = classes.get(0);
    assertEquals("RBC", red.path("name").asText());
    assertTrue(red.path("scored").asBoolean());
    assertEquals(7, red.path("maps").size());
    JsonNode scoreMap = red.path("maps").get(0);
    assertEquals("SCORE", scoreMap.path("kind").asText());
    assertEquals("RBC", scoreMap.path("className").asText());
    assertTrue(scoreMap.path("ownShare").asDouble() > scoreMap.path("ownArea").asDouble());
    assertTrue(scoreMap.path("peakInOwn").asBoolean());
    assertEquals(red.path("bestScore").floatValue(), scoreMap.path("rawMax").floatValue(), 1e-6f);
    assertEquals(3, red.path("compared").size());
    for (JsonNode map : red.path("maps")) {
      NpyArray values = NpyFile.read(Path.of(map.path("map").asText()));
      assertArrayEquals(
          new int[] {map.path("rows").asInt(), map.path("columns").asInt()}, values.shape());
      assertEquals(320, ImageIO.read(Path.of(map.path("overlay").asText()).toFile()).getWidth());
    }
    assertTrue(ImageIO.read(Path.of(red.path("sheet").asText()).toFile()).getWidth() > 1000);
  }

  @Test
  void shouldSayThatAClassIsNotClaimedAndDrawNoNoise() throws Exception {
    // Given a picture of nothing
    Path picture = folder.resolve("grey.png");
    BufferedImage grey = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(grey, "png", picture.toFile());

    // When
    CommandRun text = execute(MODEL, picture, "--class", "WBC");
    CommandRun json = execute(MODEL, picture, "--class", "WBC", "--json");

    // Then
    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("WBC: not claimed here"), text.out());
    JsonNode white = json.json().get(0).path("classes").get(0);
    assertFalse(white.path("scored").asBoolean());
    assertTrue(white.path("bestScore").asDouble() < 0.01);
    assertTrue(white.path("note").asText().contains("zero"));
    for (JsonNode map : white.path("maps")) {
      for (float value : NpyFile.read(Path.of(map.path("map").asText())).floats()) {
        assertEquals(0, value);
      }
      assertTrue(map.path("ownShare").isNull());
    }
  }

  @Test
  void shouldExplainEveryBoxFromItsOwnCells() throws Exception {
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);

    CommandRun result = execute(MODEL, picture, "--boxes", "--json");

    assertEquals(0, result.code(), result.err());
    JsonNode detections = result.json().get(0).path("detections");
    assertTrue(detections.size() > 2);
    int maps = 0;
    for (JsonNode detection : detections) {
      assertTrue(detection.path("level").asText().startsWith("p"));
      JsonNode local = detection.path("boxLocal");
      if (local.isNull()) {
        assertFalse(detection.path("boxLocalReason").asText().isEmpty());
        continue;
      }
      maps++;
      assertEquals(detection.path("level"), local.path("layer"));
      // The map's cells lie around the box, at most a cell beyond it.
      JsonNode to = local.path("cellToFrame");
      double first = to.path("c").asDouble();
      double last = first + to.path("a").asDouble() * (local.path("columns").asInt() - 1);
      assertTrue(first >= detection.path("x1").asDouble() - to.path("a").asDouble());
      assertTrue(last < detection.path("x2").asDouble() + to.path("a").asDouble());
      NpyArray values = NpyFile.read(Path.of(local.path("map").asText()));
      assertEquals(local.path("rows").asInt(), values.shape()[0]);
    }
    assertTrue(maps > 0);
    assertTrue(Files.exists(folder.resolve("cells-boxes.png")));
  }

  /** A classifier's logit is a sum over positions: nothing about it is an estimate. */
  @Test
  void shouldExplainAnyClassOfAClassifierExactly() throws Exception {
    Path model = Files.createDirectory(folder.resolve("classifier"));
    OwnClassifier.write(model, true);
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);

    CommandRun result =
        execute(
            model, picture, "--class", "cell", "--class", "coin", "--class", "key", "--boxes",
            "--json");

    assertEquals(0, result.code(), result.err());
    JsonNode classes = result.json().get(0).path("classes");
    double probabilities = 0;
    for (JsonNode one : classes) {
      probabilities += one.path("bestScore").asDouble();
      assertEquals(1, one.path("maps").size());
      JsonNode map = one.path("maps").get(0);
      assertEquals("CLASS_ACTIVATION", map.path("kind").asText());
      assertEquals(one.path("name"), map.path("className"));
      assertTrue(map.path("ownShare").isNull(), "a classifier has no boxes");
      assertEquals(8 * 8, NpyFile.read(Path.of(map.path("map").asText())).values().length);
    }
    assertEquals(1, probabilities, 1e-6);
  }

  @Test
  void shouldCallAnUnknownClassAUsageErrorAndNameThoseThatAreNear() throws Exception {
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);

    CommandRun result = execute(MODEL, picture, "--class", "plateletts");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("no class 'plateletts'"), result.err());
    assertTrue(result.err().contains("near are 'Platelets'"), result.err());
  }

  /** Finished rows hide the scores; asked for a class, the program reads them from inside. */
  @Test
  @NeedsShared("models/tiny")
  void shouldExplainClassesOfAModelThatSuppressesItself() throws Exception {
    Path picture = DrawnCells.write(folder.resolve("cells.png"), 320, 200);
    for (String name : List.of("yolov8-nms", "yolo26-end2end")) {
      CommandRun result =
          execute(
              SharedData.path("models/tiny").resolve(name),
              picture,
              "--class",
              "1",
              "--boxes",
              "--json");

      assertEquals(0, result.code(), result.err());
      JsonNode answer = result.json().get(0);
      assertTrue(answer.path("classes").get(0).path("scored").asBoolean(), name);
      int known = 0;
      for (JsonNode detection : answer.path("detections")) {
        known += detection.path("level").asText().isEmpty() ? 0 : 1;
        assertTrue(detection.has("boxLocal"));
      }
      assertTrue(known >= 0.9 * answer.path("detections").size(), name);
    }
  }

  private CommandRun execute(Path model, Path picture, String... more) {
    List<String> all = new ArrayList<>(List.of("explain", picture.toString()));
    all.addAll(List.of(more));
    all.addAll(List.of("--model", model.toString(), "--cache", cache.toString()));
    all.addAll(List.of("--out", folder.toString()));
    return CommandRun.of(all);
  }
}
