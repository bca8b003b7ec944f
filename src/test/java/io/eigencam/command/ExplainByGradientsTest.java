package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    JsonNode gradient = explain(DEMO, SMEAR, "--layers", "p3,p5", "--method", "eigen-gradient");

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

  /** Heads and graphs of every kind: what differs is where a score and its gradient are found. */
  @ParameterizedTest
  @NeedsShared("models/tiny")
  @ValueSource(
      strings = {
        "yolov8-nms",
        "yolo26-end2end",
        "yolov8-obb",
        "yolo11-detect",
        "keras3-variables",
        "tf1-frozen",
        "yolov8-cls"
      })
  void shouldExplainEveryKindOfExport(String name) throws Exception {
    Path export = SharedData.path("models/tiny/" + name);
    String layers = name.equals("yolov8-cls") ? "last" : "p4,p5";

    JsonNode answer = explain(export, SMEAR, "--layers", layers, "--method", "eigen-gradient");

    assertEquals(layers.split(",").length, answer.path("layers").size());
    for (JsonNode layer : answer.path("layers")) {
      assertEquals("EIGEN_GRADIENT", layer.path("kind").asText());
      assertEquals(0, layer.path("flags").findValuesAsText("LOW_VARIANCE").size());
    }
  }

  @Test
  void shouldExplainSingleClasses() throws Exception {
    JsonNode answer =
        explain(
            DEMO,
            SMEAR,
            "--layers",
            "p3",
            "--method",
            "eigen-gradient",
            "--class",
            "WBC",
            "--class",
            "RBC");

    // Then the first in place of the layer's map, the other one beside it
    assertEquals(
        "WBC", answer.path("layers").path(0).path("className").asText(), answer.toString());
    assertTrue(Files.exists(folder.resolve("smear-p3-eigen-gradient-RBC.npy")));
  }

  private JsonNode explain(Path model, Path picture, String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of("explain", picture.toString(), "--json"));
    all.addAll(List.of(args));
    all.addAll(List.of("--model", model.toString(), "--cache", cache.toString()));
    all.addAll(List.of("--out", folder.toString()));
    return CommandRun.of(all).answer().get(0);
  }
}
