package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.model.Bf16Support;
import io.eigencam.model.ModelRejected;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkCommandTest {
  private static final String DEMO_MODEL = Path.of("demo-model", "saved_model").toString();

  @TempDir static Path cache;
  @TempDir Path pictures;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldMeasureTheWholeFrameAgainstTheBareModel() throws Exception {
    // Given
    picture("a.jpg", 200, 120);
    picture("b.jpg", 640, 480);
    Files.writeString(pictures.resolve("notes.txt"), "not a picture");

    // When
    int code =
        run(
            "--pictures",
            pictures.toString(),
            "--rounds",
            "2",
            "--warm-up",
            "0",
            "--threads",
            "1,2",
            "--json");

    // Then
    assertEquals(0, code, err.toString());
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(2, json.get("pictures").asInt());
    assertEquals(1, json.get("threads").asInt());
    assertEquals(2, json.get("runs").size());
    assertEquals(2, json.get("runs").get(1).get("threads").asInt());
    for (JsonNode one : json.get("runs")) {
      assertTrue(one.get("floorMs").asDouble() > 0, one.toString());
      assertTrue(one.get("wholeMs").asDouble() > 0, one.toString());
      assertTrue(one.get("framesPerSecond").asDouble() > 0, one.toString());
      // A ratio of medians is near the median of ratios, but not the same.
      double ratio = one.get("wholeMs").asDouble() / one.get("floorMs").asDouble();
      assertTrue(
          one.get("wholeOverFloorSpread").get(0).asDouble() <= 1.001 * ratio
              && ratio <= 1.001 * one.get("wholeOverFloorSpread").get(1).asDouble(),
          one.toString());
      assertTrue(one.get("stepsMs").get("infer").asDouble() > 0, one.toString());
      assertTrue(one.get("stepsMs").get("encode").asDouble() > 0, one.toString());
    }
    assertTrue(json.has("explainMs") && json.has("explainOverFloor") && json.has("load"));
  }

  @Test
  void shouldPrintTheFloorFirst() throws Exception {
    picture("a.png", 64, 64);

    int code = run("--pictures", pictures.toString(), "--rounds", "1", "--warm-up", "0");

    assertEquals(0, code, err.toString());
    String text = out.toString();
    assertTrue(text.indexOf("bare model (floor)") < text.indexOf("whole frame"), text);
    assertTrue(text.contains("2 threads"), text);
  }

  @Test
  void shouldSayWhatAnotherPrecisionChanges() throws Exception {
    // Given
    assumeTrue(hasBf16(), "this processor has no bf16");
    picture("a.png", 320, 320);

    // When
    int code =
        run(
            "--pictures",
            pictures.toString(),
            "--rounds",
            "1",
            "--warm-up",
            "0",
            "--threads",
            "1",
            "--precision",
            "bf16",
            "--json");

    // Then
    assertEquals(0, code, err.toString());
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals("bf16", json.get("precision").asText());
    JsonNode layers = json.get("precisionEffect").get("layers");
    assertEquals(3, layers.size());
    for (JsonNode layer : layers) {
      double cosine = layer.get("meanCosine").asDouble();
      // Not equal, or it was 32 bit that ran
      assertTrue(Math.abs(cosine) > 0.5 && cosine < 1 - 1e-9, layer.toString());
    }
  }

  private static boolean hasBf16() {
    try {
      Bf16Support.require();
      return true;
    } catch (ModelRejected no) {
      return false;
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldWatchTheMemory() throws Exception {
    picture("a.png", 64, 64);

    int code = run("--pictures", pictures.toString(), "--soak", "4", "--json");

    assertEquals(0, code, err.toString());
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(4, json.get("frames").asInt());
    assertTrue(json.get("lastMiB").asDouble() > 50, json.toString());
    assertTrue(json.has("slopeKiBPerThousandFrames"));
  }

  @Test
  void shouldSayThatAFolderHasNoPictures() {
    int code = run("--pictures", pictures.toString());

    assertEquals(1, code);
    assertTrue(err.toString().contains("has no pictures"), err.toString());
  }

  @Test
  void shouldNameThePictureThatCannotBeWorkedOn() throws IOException {
    Files.writeString(pictures.resolve("broken.jpg"), "no picture at all");

    int code = run("--pictures", pictures.toString());

    assertEquals(1, code);
    assertTrue(err.toString().contains("broken.jpg"), err.toString());
  }

  @Test
  void shouldRefuseNoRoundsAsUsage() {
    assertEquals(2, run("--pictures", pictures.toString(), "--rounds", "0"));
  }

  private int run(String... arguments) {
    CommandLine program = Main.commandLine();
    program.setOut(new PrintWriter(out));
    program.setErr(new PrintWriter(err));
    String[] all = new String[arguments.length + 5];
    System.arraycopy(
        new String[] {"benchmark", "--model", DEMO_MODEL, "--cache", cache.toString()},
        0,
        all,
        0,
        5);
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return program.execute(all);
  }

  private void picture(String name, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.PINK);
    graphics.fillOval(width / 4, height / 4, width / 3, height / 2);
    graphics.dispose();
    ImageIO.write(
        image, name.substring(name.lastIndexOf('.') + 1), pictures.resolve(name).toFile());
  }
}
