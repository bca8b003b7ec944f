package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code explain --method eigen-gradient}. */
@Timeout(300)
class ExplainByGradientsTest {
  private static final Path DEMO = Path.of("demo-model", "saved_model");
  private static final Path SMEAR = Path.of("src/test/resources/golden/gradient/smear.jpg");

  @TempDir static Path cache;
  @TempDir Path folder;

  @BeforeAll
  static void withoutDisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @Test
  void shouldShowWhatTheDetectionsRestOn() throws Exception {
    // When
    JsonNode eigen = explain(DEMO, SMEAR, "--layers", "p3,p5");
    JsonNode gradient =
        explain(DEMO, SMEAR, "--layers", "p3,p5", "--method", "eigen-gradient");

    // Then
    assertEquals(eigen.path("detections").size(), gradient.path("detections").size());
    JsonNode fine = gradient.path("layers").get(0);
    assertEquals("EIGEN_GRADIENT", fine.path("kind").asText());
    assertEquals("EXTREMUM", fine.path("signRule").asText());
    assertTrue(fine.path("outsideShare").asDouble() < 0.1, fine.toString());
    assertTrue(
        fine.path("outsideShare").asDouble()
            < 0.5 * eigen.path("layers").get(0).path("outsideShare").asDouble(),
        eigen.toString());
    // all cells are found on the finest level, on which the coarsest layer has no influence
    JsonNode coarse = gradient.path("layers").get(1);
    assertEquals("LOW_VARIANCE", coarse.path("flags").path(0).asText(), coarse.toString());
  }

  @Test
  @NeedsShared("models/tiny")
  void shouldExplainEveryKindOfExportThatRuns() throws Exception {
    List<Path> exports;
    try (Stream<Path> folders = Files.list(SharedData.path("models/tiny"))) {
      exports =
          folders
              .filter(path -> Files.isRegularFile(path.resolve("saved_model.pb")))
              .sorted()
              .toList();
    }
    int explained = 0;
    for (Path export : exports) {
      String layers = export.endsWith("yolov8-cls") ? "last" : "p3,p4,p5";
      Result result =
          execute(
              export, SMEAR, "--layers", layers, "--method", "eigen-gradient", "--json");

      if (result.code != 0) {
        // what does not run live at all
        assertEquals(1, result.err.strip().lines().count(), result.err);
        assertTrue(result.err.contains(export.getFileName().toString()), result.err);
        continue;
      }
      JsonNode answer = new ObjectMapper().readTree(result.out).get(0);
      assertTrue(answer.path("layers").size() > 0, export.toString());
      for (JsonNode layer : answer.path("layers")) {
        assertEquals("EIGEN_GRADIENT", layer.path("kind").asText(), export.toString());
      }
      explained++;
    }
    assertTrue(explained > 15, explained + " of " + exports);
  }

  private JsonNode explain(Path model, Path picture, String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--json");
    Result result = execute(model, picture, all.toArray(String[]::new));
    assertEquals(0, result.code, result.err);
    return new ObjectMapper().readTree(result.out).get(0);
  }

  private record Result(int code, String out, String err) {}

  private Result execute(Path model, Path picture, String... args) {
    List<String> all = new ArrayList<>(List.of("explain", picture.toString()));
    all.addAll(List.of(args));
    all.addAll(List.of("--model", model.toString(), "--cache", cache.toString()));
    all.addAll(List.of("--out", folder.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Result(
        commandLine.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }
}
