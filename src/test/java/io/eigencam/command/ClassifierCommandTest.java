package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.explain.NpyArray;
import io.eigencam.explain.NpyFile;
import io.eigencam.infer.Pictures;
import io.eigencam.model.OwnClassifier;
import io.eigencam.numeric.Pearson;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands with a classifier in place of a detector. */
@Timeout(120)
class ClassifierCommandTest {
  @TempDir private Path folder;
  private Path model;
  private Path picture;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void prepare() throws Exception {
    System.setProperty("java.awt.headless", "true");
    model = Files.createDirectory(folder.resolve("nuts"));
    OwnClassifier.write(model, true);
    picture = Files.write(folder.resolve("picture.png"), Pictures.png(120, 60, 4));
  }

  @Test
  void shouldTellTheMostProbableClasses() throws Exception {
    JsonNode answer = json("detect", picture.toString()).get(0);

    JsonNode classes = answer.path("classifications");
    assertEquals(3, classes.size());
    double sum = 0;
    for (JsonNode one : classes) {
      sum += one.path("confidence").asDouble();
    }
    assertEquals(1, sum, 1e-5);
    assertTrue(
        classes.get(0).path("confidence").asDouble()
            >= classes.get(1).path("confidence").asDouble());
    assertTrue(answer.path("detections").isEmpty());
    assertFalse(answer.has("letterbox"));
    assertEquals(30, answer.path("crop").path("x1").asDouble(), 1e-4);
    assertEquals(90, answer.path("crop").path("x2").asDouble(), 1e-4);
    assertEquals(-16, answer.path("crop").path("left").asInt());
  }

  @Test
  void shouldTellPeopleTheMostProbableClass() {
    assertEquals(0, execute("detect", picture.toString()), err::toString);

    assertTrue(out.toString().contains("most probably "), out.toString());
    assertTrue(out.toString().contains(" %"), out.toString());
  }

  @Test
  void shouldExplainLogitsExactly() throws Exception {
    // When
    JsonNode answer =
        json("explain", picture.toString(), "--out", folder.toString(), "--class", "key").get(0);

    // Then the mean of the best class's map, and its bias, are its logit
    JsonNode best = answer.path("classifications").get(0);
    JsonNode map = answer.path("further").get(0);
    assertEquals("CLASS_ACTIVATION", map.path("kind").asText());
    assertEquals(best.path("name"), map.path("className"));
    assertEquals(
        best.path("logit").asDouble(),
        mean(Path.of(map.path("map").asText())) + best.path("bias").asDouble(),
        1e-6);
    assertEquals("last", map.path("layer").asText());
    assertEquals(
        "SCORES", answer.path("layers").get(0).path("signRule").asText(), "signs follow it");
    // and so it is for the class asked for
    JsonNode key = answer.path("classes").get(0);
    JsonNode logit = null;
    for (JsonNode one : answer.path("classifications")) {
      logit = one.path("name").asText().equals("key") ? one : logit;
    }
    assertNotNull(logit);
    assertEquals(logit.path("confidence").asDouble(), key.path("bestScore").asDouble(), 1e-6);
    assertEquals(
        logit.path("logit").asDouble(),
        mean(Path.of(key.path("maps").get(0).path("map").asText())) + logit.path("bias").asDouble(),
        1e-6);
    assertNotNull(ImageIO.read(Path.of(key.path("sheet").asText()).toFile()));
  }

  @Test
  void shouldMeasureGradientsAgainstTheClassAskedFor() throws Exception {
    // Given the exact map of every class
    String[] named = {"--class", "cell", "--class", "coin", "--class", "key", "--layers", "last"};
    String exactly = folder.resolve("exactly").toString();
    JsonNode exact = json(all(named, "explain", picture.toString(), "--out", exactly)).get(0);
    out.getBuffer().setLength(0);

    // When
    String gradient = folder.resolve("gradient").toString();
    JsonNode answer =
        json(all(
                named,
                "explain",
                picture.toString(),
                "--out",
                gradient,
                "--method",
                "eigen-gradient"))
            .get(0);

    // Then the first class stands in the layer's place, and the exact map is there once
    List<JsonNode> maps = new ArrayList<>(List.of(answer.path("layers").get(0)));
    List<JsonNode> activations = new ArrayList<>();
    for (JsonNode one : answer.path("further")) {
      (one.path("kind").asText().equals("CLASS_ACTIVATION") ? activations : maps).add(one);
    }
    assertEquals(1, activations.size(), answer.toString());
    assertEquals(3, maps.size(), answer.toString());
    for (int i = 0; i < 3; i++) {
      JsonNode expected = exact.path("classes").get(i);
      assertEquals(expected.path("name"), maps.get(i).path("className"), answer.toString());
      float[] own = values(expected.path("maps").get(0));
      double correlation = Pearson.correlation(values(maps.get(i)), own);
      assertEquals(correlation, maps.get(i).path("alignment").asDouble(), 1e-5);
    }
  }

  private static String[] all(String[] last, String... first) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(last)).toArray(String[]::new);
  }

  private static float[] values(JsonNode map) throws Exception {
    return NpyFile.read(Path.of(map.path("map").asText())).floats();
  }

  @Test
  void shouldDarkenWhatTheModelDidNotSee() throws Exception {
    // Given a white picture twice as wide as high
    BufferedImage white = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400 * 200; i++) {
      white.setRGB(i % 400, i / 400, 0xFFFFFF);
    }
    Path file = folder.resolve("white.png");
    ImageIO.write(white, "png", file.toFile());

    // When
    assertEquals(0, execute("explain", file.toString(), "--out", folder.toString()), err::toString);

    // Then the outer quarters are dark, of the picture alone as well as under maps
    assertTrue(out.toString().contains("class activation of "), out.toString());
    BufferedImage sheet = ImageIO.read(folder.resolve("white-explained.png").toFile());
    long dark = 0;
    for (int i = 0; i < sheet.getWidth() * sheet.getHeight(); i++) {
      int rgb = sheet.getRGB(i % sheet.getWidth(), i / sheet.getWidth());
      dark += (rgb & 0xFF) < 80 && (rgb >> 8 & 0xFF) < 80 && (rgb >> 16 & 0xFF) < 80 ? 1 : 0;
    }
    assertTrue(dark > 0.1 * sheet.getWidth() * sheet.getHeight(), "dark pixels: " + dark);
  }

  @Test
  void shouldCallAClassifierSupported() throws Exception {
    StringWriter answer = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(answer))
            .setErr(new PrintWriter(err))
            .execute("model", "inspect", model.toString(), "--json");

    assertEquals(0, code, err::toString);
    JsonNode json = new ObjectMapper().readTree(answer.toString());
    assertTrue(json.path("supported").asBoolean(), json.toString());
    assertEquals("classify", json.path("task").asText());
    assertEquals("", json.path("reason").asText());
  }

  private static double mean(Path file) throws Exception {
    NpyArray map = NpyFile.read(file);
    assertArrayEquals(new int[] {8, 8}, map.shape());
    double sum = 0;
    for (float value : map.floats()) {
      sum += value;
    }
    return sum / map.floats().length;
  }

  private JsonNode json(String... arguments) throws Exception {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    assertEquals(0, execute(all), err::toString);
    return new ObjectMapper().readTree(out.toString());
  }

  private int execute(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--model";
    all[arguments.length + 1] = model.toString();
    all[arguments.length + 2] = "--cache";
    all[arguments.length + 3] = folder.resolve("cache").toString();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(all);
  }
}
