package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.explain.NpyFile;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One tiny export and what is known about it (shared/models/tiny/README.md). */
final class Expectation {
  private final Path folder;
  private final JsonNode json;

  private Expectation(Path folder, JsonNode json) {
    this.folder = folder;
    this.json = json;
  }

  static Expectation of(String name) throws IOException {
    Path folder = SharedData.path("models/tiny").resolve(name);
    Path file = folder.resolve("expected.json");
    return new Expectation(folder, new ObjectMapper().readTree(file.toFile()));
  }

  /** Names of all tiny exports; empty where they are not. */
  static Stream<String> names() throws IOException {
    Path all = SharedData.path("models/tiny");
    if (!Files.isDirectory(all)) {
      return Stream.empty();
    }
    try (Stream<Path> folders = Files.list(all)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  Path folder() {
    return folder;
  }

  JsonNode json() {
    return json;
  }

  String task() {
    return json.get("task").asText();
  }

  List<String> classes() {
    List<String> names = new ArrayList<>();
    json.get("classes").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** Statistics of the tensors of one role: "feature", "classLogits", "sppf", ... */
  List<JsonNode> tensors(String role) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode tensor : json.get("tensors")) {
      if (tensor.get("role").asText().equals(role)) {
        found.add(tensor);
      }
    }
    return found;
  }

  Optional<JsonNode> tensor(String role) {
    return tensors(role).stream().findFirst();
  }

  double tolerance(String what) {
    return json.get("tolerance").get(what).asDouble();
  }

  /** (batch, height, width, 3), 0..1. */
  float[] input() throws IOException {
    float[] pixels = NpyFile.read(folder.resolve("input.npy")).floats();
    float[] scaled = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      scaled[i] = pixels[i] / 255f;
    }
    return scaled;
  }

  /** The whole array where it is stored. */
  Optional<float[]> stored(String output) throws IOException {
    JsonNode file = json.get("outputs").get(output).path("file");
    return file.isTextual()
        ? Optional.of(NpyFile.read(folder.resolve(file.asText())).floats())
        : Optional.empty();
  }

  /** Compares shape, single values and statistics. */
  static void check(String what, JsonNode expected, List<Long> shape, float[] actual, double tol) {
    List<Long> expectedShape = new ArrayList<>();
    expected.get("shape").forEach(size -> expectedShape.add(size.asLong()));
    assertEquals(expectedShape, shape, what + " shape");
    for (int i = 0; i < expected.get("first8").size(); i++) {
      assertEquals(
          expected.get("first8").get(i).asDouble(), actual[i], tol, what + " first8[" + i + "]");
    }
    for (int i = 0; i < expected.get("at").size(); i++) {
      int at = expected.get("at").get(i).asInt();
      assertEquals(expected.get("values").get(i).asDouble(), actual[at], tol, what + " at " + at);
    }
    double sum = 0;
    double squares = 0;
    for (float value : actual) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / actual.length;
    double deviation = Math.sqrt(Math.max(0, squares / actual.length - mean * mean));
    assertEquals(expected.get("mean").asDouble(), mean, tol, what + " mean");
    assertEquals(expected.get("std").asDouble(), deviation, tol, what + " std");
  }
}
