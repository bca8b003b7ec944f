package io.eigencam.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.frame.Activation;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.SignRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One folder of golden data for Eigen-CAM: {@code case.json} and the arrays beside it. */
public record CamCase(Path folder, JsonNode json) {

  /** All cases below a folder, by name. */
  public static List<CamCase> below(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().map(CamCase::read).toList();
    }
  }

  private static CamCase read(Path folder) {
    try {
      return new CamCase(folder, new ObjectMapper().readTree(folder.resolve("case.json").toFile()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public boolean isFusion() {
    return json.has("fusion");
  }

  public boolean has(String file) {
    return json.path("files").has(file);
  }

  public Path file(String name) {
    return folder.resolve(json.path("files").path(name).asText());
  }

  public NpyArray array(String name) throws IOException {
    return NpyFile.read(file(name));
  }

  /** The activation files: one, or one per layer of a fusion. */
  public List<Path> activations() {
    List<Path> files = new ArrayList<>();
    json.path("layers")
        .forEach(layer -> files.add(folder.resolve(layer.path("activation").asText())));
    return files.isEmpty() ? List.of(file("activation")) : files;
  }

  public static Activation activation(Path file) throws IOException {
    NpyArray array = NpyFile.read(file);
    int[] shape = array.shape();
    return new Activation(shape[0], shape[1], shape[2], array.floats());
  }

  public int component() {
    return json.path("component").asInt();
  }

  public SignRule signRule() {
    return SignRule.valueOf(json.path("signRule").asText());
  }

  /** False where the mean of the channels was left in. */
  public boolean centred() {
    return json.path("centred").asBoolean(true);
  }

  public Fusion fusion() {
    return Fusion.valueOf(json.path("fusion").asText());
  }

  public PictureSize target() {
    return new PictureSize(
        json.path("target").path("width").asInt(), json.path("target").path("height").asInt());
  }

  /** Whether the sign is too near to a coin toss to be compared. */
  public boolean signIsOpen() {
    return json.path("signMargin").asDouble(1) < 0.005
        || (signRule() == SignRule.BOXES && json.path("boxesMargin").asDouble(1) < 0.01);
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
