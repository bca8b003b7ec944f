package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class ModelCommandTest {
  private static final Path DEMO = Path.of("demo-model", "saved_model");

  @TempDir private Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTellProgramsWhatAModelIs() throws Exception {
    assertEquals(0, run("inspect", DEMO, "--json"), err::toString);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals("detect", json.get("task").asText());
    assertEquals(320, json.get("input").get("width").asInt());
    assertEquals(320, json.get("input").get("height").asInt());
    assertEquals(3, json.get("input").get("channels").asInt());
    assertEquals("float32", json.get("input").get("dtype").asText());
    assertEquals("pixels", json.get("boxUnits").asText());
    assertEquals("[\"Platelets\",\"RBC\",\"WBC\"]", json.get("classes").toString());
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : json.get("layers")) {
      layers.add(
          "%s %d %d %d"
              .formatted(
                  layer.get("name").asText(),
                  layer.get("rows").asInt(),
                  layer.get("columns").asInt(),
                  layer.get("channels").asInt()));
      assertTrue(layer.get("tensor").asText().endsWith(":0"), layer.toString());
    }
    assertEquals(List.of("p3 40 40 64", "p4 20 20 128", "p5 10 10 256", "sppf 10 10 256"), layers);
    assertTrue(json.get("digest").asText().matches("[0-9a-f]{64}"));
    assertTrue(json.get("supported").asBoolean());
    assertEquals("", json.get("reason").asText());
    assertEquals("", err.toString());
  }

  @Test
  void shouldTellPeopleWhatAModelIs() {
    assertEquals(0, run("inspect", DEMO), err::toString);

    String text = out.toString();
    for (String expected :
        List.of("demo-model: detect, 3 classes", "320 x 320", "p3", "sppf", "runs live")) {
      assertTrue(text.contains(expected), text);
    }
  }

  @Test
  @NeedsShared("models/tiny/yolov8-batch2")
  void shouldSayWhyAModelDoesNotRunLive() throws Exception {
    Path model = SharedData.path("models/tiny/yolov8-batch2");

    assertEquals(0, run("inspect", model, "--json"), err::toString);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertFalse(json.get("supported").asBoolean());
    assertTrue(json.get("reason").asText().contains("2 pictures at once"));
  }

  @Test
  void shouldWriteAModelWhoseLayersAreOutputs() {
    Path written = temporary.resolve("written");

    assertEquals(0, run("instrument", DEMO, written), err::toString);

    assertTrue(out.toString().contains("p3, p4, p5, sppf"), out.toString());
    assertTrue(Files.isRegularFile(written.resolve("saved_model.pb")));
    assertTrue(Files.isRegularFile(written.resolve("metadata.yaml")));
  }

  @Test
  void shouldNotWriteOverAnything() throws Exception {
    Path mine = Files.writeString(temporary.resolve("mine.txt"), "keep");

    assertEquals(1, run("instrument", DEMO, temporary));

    assertOneLine("is not empty");
    assertEquals("keep", Files.readString(mine));
    try (var files = Files.list(temporary)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void shouldFailInOneLineOnAWrongFolder() {
    assertEquals(1, run("inspect", temporary.resolve("nowhere")));
    assertOneLine("nowhere does not exist");
  }

  @Test
  void shouldWantACommandAndAFolder() {
    assertEquals(2, run());
    assertEquals(2, run("inspect"));
    assertEquals(2, run("instrument", DEMO));
    assertEquals(2, run("inspect", DEMO, "--yaml"));
  }

  private void assertOneLine(String part) {
    String text = err.toString();
    assertEquals(1, text.lines().count(), text);
    assertTrue(text.startsWith("eigencam: "), text);
    assertTrue(text.contains(part), text);
    assertEquals("", out.toString());
  }

  private int run(Object... arguments) {
    List<String> all = new ArrayList<>(List.of("model"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }
}
