package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.frame.Box;
import io.eigencam.infer.Pictures;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DetectCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path cache;
  @TempDir Path pictures;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "car, 320, png",
    "car, 640, png",
    "bottle, 320, png",
    "bottle, 640, png",
    "blood, 320, jpg",
    "blood, 640, jpg"
  })
  @NeedsShared("golden/detect")
  void shouldAnswerAsUltralyticsDoes(String name, int size, String format) throws Exception {
    // Given
    Path folder = SharedData.path("golden/detect").resolve(name);
    JsonNode expected = JSON.readTree(folder.resolve("detections-" + size + ".json").toFile());

    // When
    int code =
        run(
            folder.resolve("picture." + format).toString(),
            "--model",
            SharedData.path("models/yolov8n-coco-" + size).toString(),
            "--json");

    // Then
    assertEquals(0, code, err.toString());
    JsonNode answer = JSON.readTree(out.toString());
    assertEquals(1, answer.size());
    JsonNode picture = answer.get(0);
    for (String field : List.of("width", "height", "inputSize", "conf", "iou", "maxDet")) {
      assertEquals(expected.get(field), picture.get(field), field);
    }
    assertEquals(expected.get("letterbox"), picture.get("letterbox"));
    assertSame(expected, picture.get("detections"));
  }

  /** Tolerances for another resize implementation: IoU 0.95, confidence 0.03. */
  private static void assertSame(JsonNode expected, JsonNode found) {
    List<JsonNode> unexpected = new ArrayList<>();
    found.forEach(unexpected::add);
    for (JsonNode one : expected.get("detections")) {
      JsonNode match =
          unexpected.stream()
              .filter(other -> other.get("classId").equals(one.get("classId")))
              .filter(other -> overlap(box(one), box(other)) >= 0.95)
              .findFirst()
              .orElse(null);
      if (match == null) {
        assertTrue(nearThreshold(one), "not found: " + one + " in " + found);
        continue;
      }
      unexpected.remove(match);
      assertEquals(one.get("name"), match.get("name"));
      assertEquals(one.get("confidence").asDouble(), match.get("confidence").asDouble(), 0.03);
    }
    for (JsonNode more : unexpected) {
      assertTrue(nearThreshold(more), "not expected: " + more);
    }
  }

  private static boolean nearThreshold(JsonNode detection) {
    return detection.get("confidence").asDouble() < 0.3;
  }

  private static Box box(JsonNode node) {
    return new Box(
        node.get("x1").floatValue(),
        node.get("y1").floatValue(),
        node.get("x2").floatValue(),
        node.get("y2").floatValue());
  }

  private static double overlap(Box a, Box b) {
    Box shared =
        new Box(
            Math.max(a.x1(), b.x1()),
            Math.max(a.y1(), b.y1()),
            Math.min(a.x2(), b.x2()),
            Math.min(a.y2(), b.y2()));
    return shared.area() / (a.area() + b.area() - shared.area());
  }

  @Test
  void shouldDoTheOthersWhenOnePictureIsBad() throws Exception {
    // Given
    Path good = Files.write(pictures.resolve("good.jpg"), Pictures.jpeg(320, 240, 1));
    Path text = Files.writeString(pictures.resolve("text.jpg"), "hello");
    byte[] whole = Files.readAllBytes(good);
    Path half =
        Files.write(pictures.resolve("half.jpg"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Path missing = pictures.resolve("missing.jpg");

    // When
    int code =
        run(
            text.toString(),
            half.toString(),
            missing.toString(),
            pictures.toString(),
            good.toString(),
            "--json");

    // Then
    assertEquals(1, code);
    JsonNode answer = JSON.readTree(out.toString());
    assertEquals(
        List.of("UNSUPPORTED_FORMAT", "UNDECODABLE", "UNREADABLE", "UNREADABLE", ""),
        answer.findValuesAsText("picture").stream()
            .map(picture -> reason(answer, picture))
            .toList());
    assertEquals(320, answer.get(4).get("width").asInt());
    assertTrue(answer.get(4).get("detections").isArray());
    List<String> lines = err.toString().lines().toList();
    assertEquals(4, lines.size(), err.toString());
    assertTrue(lines.get(0).contains("text.jpg: not a JPEG or PNG picture"), lines.get(0));
    assertTrue(lines.get(1).contains("half.jpg: the picture cannot be decoded"), lines.get(1));
    assertTrue(lines.get(2).contains("missing.jpg: no such file"), lines.get(2));
    assertFalse(err.toString().contains("{{node"));
  }

  private static String reason(JsonNode answer, String picture) {
    for (JsonNode one : answer) {
      if (one.get("picture").asText().equals(picture)) {
        return one.path("reason").asText("");
      }
    }
    throw new AssertionError(picture);
  }

  @Test
  void shouldPrintATableForPeople() throws Exception {
    Path picture = Files.write(pictures.resolve("a.jpg"), Pictures.jpeg(320, 240, 1));
    assertEquals(0, run(picture.toString(), "--conf", "0.9"), err.toString());
    assertTrue(out.toString().startsWith(picture + ": 320x240, "), out.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--conf=1.5", "--iou=-1", "--conf=x", "--max-det=0"})
  void shouldCallWrongSettingsUsageErrors(String option) {
    assertEquals(2, run("a.jpg", option));
    assertTrue(err.toString().contains("Usage: eigencam detect"), err.toString());
  }

  @Test
  void shouldSayInOneLineThatTheModelIsMissing() {
    assertEquals(1, run("a.jpg", "--model", pictures.resolve("nothing").toString()));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("nothing"), err.toString());
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("detect", "--cache", cache.toString()));
    all.addAll(List.of(arguments));
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(all.toArray(String[]::new));
  }
}
