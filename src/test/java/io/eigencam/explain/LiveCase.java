package io.eigencam.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.ScoreGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of live golden data as the inference that the explain step gets. */
final class LiveCase {
  private LiveCase() {}

  /** The case of a folder below {@code golden/live}; its layer has the folder's name. */
  static Inference read(String name) throws IOException {
    Path folder = Path.of("src/test/resources/golden/live", name);
    return inference(folder, new ObjectMapper().readTree(folder.resolve("case.json").toFile()));
  }

  static Inference inference(Path folder, JsonNode golden) throws IOException {
    PictureSize picture = size(golden.path("picture"));
    PictureSize input = size(golden.path("input"));
    Letterbox letterbox = Letterbox.fit(picture, input.width(), input.height());
    int stride = golden.path("stride").asInt();
    JsonNode valid = golden.path("valid");
    CellRegion region =
        new CellRegion(
            valid.path("firstRow").asInt(),
            valid.path("firstColumn").asInt(),
            valid.path("rows").asInt(),
            valid.path("columns").asInt());
    List<ScoreGrid> scores = new ArrayList<>();
    for (JsonNode level : golden.path("scores")) {
      NpyArray grid = NpyFile.read(folder.resolve(level.path("file").asText()));
      scores.add(
          new ScoreGrid(
              level.path("stride").asInt(), grid.shape()[0], grid.shape()[1], grid.floats()));
    }
    List<Detection> detections = detections(golden, "");
    float[] activation = NpyFile.read(folder.resolve("activation.npy")).floats();
    String layer = folder.getFileName().toString();
    return new Inference(
        letterbox,
        detections,
        detections.size(),
        List.of(Features.of(layer, stride, region, activation)),
        scores);
  }

  /**
   * The boxes of a case.
   *
   * @param level that they were found on, or empty if that is not told
   */
  static List<Detection> detections(JsonNode golden, String level) {
    List<Detection> detections = new ArrayList<>();
    for (JsonNode box : golden.path("boxes")) {
      int classId = box.path("classId").asInt();
      detections.add(
          new Detection(
              classId,
              "class " + classId,
              (float) box.path("confidence").asDouble(),
              new Box(
                  (float) box.path("x1").asDouble(),
                  (float) box.path("y1").asDouble(),
                  (float) box.path("x2").asDouble(),
                  (float) box.path("y2").asDouble()),
              0,
              level));
    }
    return detections;
  }

  static PictureSize size(JsonNode json) {
    return new PictureSize(json.path("width").asInt(), json.path("height").asInt());
  }
}
