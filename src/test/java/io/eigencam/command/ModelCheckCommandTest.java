package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.infer.Pictures;
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

@Timeout(180)
class ModelCheckCommandTest {
  private static final Path DEMO = Path.of("demo-model", "saved_model");

  @TempDir private Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldWriteAPageAndAllFigures() throws Exception {
    // Given
    Path report = temporary.resolve("report");

    // When
    int exit =
        run(DEMO, "--images", "microscope:42", "--count", 2, "--layers", "p3,p5", "--out", report);

    // Then: people read the advice
    assertEquals(0, exit, err::toString);
    assertTrue(out.toString().contains("Look at p3: "), out.toString());
    assertTrue(out.toString().contains(report.resolve("check.html").toString()), out.toString());

    // and programs the figures
    JsonNode json = new ObjectMapper().readTree(report.resolve("check.json").toFile());
    assertEquals("p3", json.get("recommended").asText());
    assertEquals(2, json.get("pictures").size());
    assertEquals("demo-model", json.get("model").get("name").asText());
    JsonNode p3 = json.get("layers").get(0);
    assertEquals("p3", p3.get("layer").asText());
    assertEquals("TRUST", p3.get("trust").asText());
    JsonNode figures = p3.get("figures");
    assertTrue(figures.get("sign").get("alignment").asDouble() > 0.5, figures.toString());
    assertEquals(4, figures.get("randomised").size());
    assertEquals(0, figures.get("noise").get("flipsWhereSure").asInt());

    // and the page stands alone: four pictures for each of two examples and layers
    String page = Files.readString(report.resolve("check.html"));
    assertEquals(16, page.split("data:image/jpeg;base64,", -1).length - 1);
    assertFalse(page.contains("http"), "the page must need nothing from elsewhere");
    assertTrue(page.contains("Look at p3"), "no advice on the page");
  }

  @Test
  void shouldPrintJsonForProgramsAndLeaveOutWhatIsNoPicture() throws Exception {
    // Given
    Path good = Files.write(temporary.resolve("good.png"), Pictures.png(160, 120, 1));
    byte[] cut = Pictures.png(160, 120, 2);
    Path damaged = Files.write(temporary.resolve("damaged.png"), java.util.Arrays.copyOf(cut, 900));

    // When
    int exit = run(DEMO, "--json", "--images", good, damaged, "--layers", "p4", "--out", temporary);

    // Then
    assertEquals(0, exit, err::toString);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals("[\"good.png\"]", json.get("pictures").toString());
    assertTrue(err.toString().contains("damaged.png is left out: "), err.toString());
  }

  @Test
  void shouldSayInOneLineWhatIsWrong() throws Exception {
    Path text = Files.writeString(temporary.resolve("words.txt"), "no picture");

    assertFailure("There is no file or folder", DEMO, "--images", temporary.resolve("none"));
    assertFailure("not a video that FFmpeg can read", DEMO, "--images", text);
    assertFailure("does not exist", temporary.resolve("nowhere"), "--images", "microscope:1");
    assertFailure("no layer 'p9'", DEMO, "--images", "microscope:1", "--layers", "p9");
  }

  @Test
  void shouldWantPicturesAndANumberOfThem() {
    assertEquals(2, run(DEMO));
    assertEquals(2, run("--images", "microscope:1"));
    assertEquals(2, run(DEMO, "--images", "microscope:1", "--count", 0));
  }

  private void assertFailure(String part, Object... arguments) {
    err.getBuffer().setLength(0);
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--count", 1, "--out", temporary));
    assertEquals(1, run(all.toArray()), part);
    String text = err.toString();
    assertEquals(1, text.lines().count(), text);
    assertTrue(text.startsWith("eigencam: "), text);
    assertTrue(text.contains(part), text);
  }

  private int run(Object... arguments) {
    List<String> all = new ArrayList<>(List.of("model", "check"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    all.addAll(List.of("--cache", temporary.resolve("cache").toString()));
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }
}
