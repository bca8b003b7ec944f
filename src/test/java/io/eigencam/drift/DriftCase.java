package io.eigencam.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Detection;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that {@code make_drift_golden.py} wrote. */
final class DriftCase {
  private final Path folder;
  private final JsonNode json;
  private final CellRegion valid;
  private final int stride;

  private DriftCase(Path folder) throws IOException {
    this.folder = folder;
    this.json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    this.stride = json.path("stride").asInt();
    JsonNode region = json.path("valid");
    this.valid =
        new CellRegion(
            region.path("firstRow").asInt(),
            region.path("firstColumn").asInt(),
            region.path("rows").asInt(),
            region.path("columns").asInt());
  }

  static List<DriftCase> all() throws IOException {
    List<DriftCase> all = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Path.of("src/test/resources/golden/drift"))) {
      for (Path folder : folders.sorted().toList()) {
        all.add(new DriftCase(folder));
      }
    }
    return all;
  }

  static DriftCase named(String name) throws IOException {
    return new DriftCase(Path.of("src/test/resources/golden/drift", name));
  }

  PooledGrid grid() {
    return new PooledGrid(valid.rows(), valid.columns(), json.path("factor").asInt());
  }

  float[] learned(String part) {
    JsonNode values = json.path("reference").path(part);
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i).asDouble();
    }
    return floats;
  }

  LayerReference reference() {
    return new LayerReference(
        "p4",
        grid(),
        learned("axis"),
        learned("directions"),
        learned("mean"),
        learned("deviation"),
        learned("mapMean"),
        learned("mapDeviation"),
        learned("mapShares"));
  }

  List<LayerFeatures> learnedFrames() throws IOException {
    return features("learned.npy");
  }

  JsonNode frames() {
    return json.path("frames");
  }

  List<LayerSample> samples() throws IOException {
    List<LayerFeatures> frames = features("frames.npy");
    float[] maps = NpyFile.read(folder.resolve("attention.npy")).floats();
    List<LayerSample> samples = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      JsonNode frame = frames().get(i);
      float[] map = Arrays.copyOfRange(maps, i * valid.cells(), (i + 1) * valid.cells());
      samples.add(
          new LayerSample(
              frames.get(i),
              cells(),
              detections(frame.path("boxes")),
              frame.path("hasAttention").asBoolean() ? attention(map) : null));
    }
    return samples;
  }

  private AttentionMap attention(float[] map) {
    return new AttentionMap("p4", 0, valid.rows(), valid.columns(), map, cells());
  }

  private CellToPicture cells() {
    PictureSize input = size("input");
    return Letterbox.fit(size("picture"), input.width(), input.height()).cellToPicture(stride);
  }

  private PictureSize size(String name) {
    JsonNode size = json.path(name);
    return new PictureSize(size.path("width").asInt(), size.path("height").asInt());
  }

  private List<LayerFeatures> features(String file) throws IOException {
    float[] all = NpyFile.read(folder.resolve(file)).floats();
    int length = valid.cells() * json.path("channels").asInt();
    List<LayerFeatures> frames = new ArrayList<>();
    for (int first = 0; first < all.length; first += length) {
      float[] values = Arrays.copyOfRange(all, first, first + length);
      frames.add(Layers.of("p4", stride, valid, values));
    }
    return frames;
  }

  private static List<Detection> detections(JsonNode boxes) {
    List<Detection> detections = new ArrayList<>();
    for (JsonNode box : boxes) {
      detections.add(
          new Detection(
              0,
              "cell",
              (float) box.path("confidence").asDouble(),
              new Box(
                  (float) box.path("x1").asDouble(),
                  (float) box.path("y1").asDouble(),
                  (float) box.path("x2").asDouble(),
                  (float) box.path("y2").asDouble()),
              -1,
              ""));
    }
    return detections;
  }

  /** What is expected of a metric; null where it is undefined. */
  static @Nullable Double expected(JsonNode frame, DriftMetric metric) {
    JsonNode value = frame.path("metrics").path(metric.word());
    return value.isMissingNode() ? null : value.asDouble();
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
