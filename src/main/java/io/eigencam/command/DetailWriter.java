package io.eigencam.command;

import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.Detection;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.picture.BoxSheet;
import io.eigencam.picture.ClassSheet;
import io.eigencam.picture.MapScale;
import io.eigencam.picture.OverlayPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes the explanations of single classes and detections: sheets, maps, figures. */
final class DetailWriter {
  private final ModelIdentity model;
  private final boolean overlays;

  /**
   * @param overlays whether to draw every class map over the picture in a file of its own
   */
  DetailWriter(ModelIdentity model, boolean overlays) {
    this.model = model;
    this.overlays = overlays;
  }

  /**
   * What the picture's JSON says of it.
   *
   * @param classes one for every class asked for
   * @param boxes fields of every detection; empty if not asked for
   */
  record Figures(List<Map<String, Object>> classes, List<Map<String, Object>> boxes) {}

  /** Writes sheets and maps. */
  Figures write(ExplainedPicture picture) throws IOException {
    ExplainedDetails details = picture.details();
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int i = 0; i < details.classes().size(); i++) {
      classes.add(write(picture, details.classes().get(i), details.explanations().get(i)));
    }
    return new Figures(classes, details.boxesAsked() ? writeBoxes(picture) : List.of());
  }

  private Map<String, Object> write(
      ExplainedPicture picture, NamedClass named, ClassExplanation explained) throws IOException {
    ExplanationFiles files = picture.files();
    Path sheet = files.classSheet(named);
    ClassSheet drawn =
        new ClassSheet(name(picture), model, picture.encoded(), picture.inference().detections());
    ImageIO.write(drawn.draw(explained), "png", sheet.toFile());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("classId", explained.classId());
    json.put("name", explained.label());
    json.put("bestScore", explained.bestScore());
    json.put("scored", explained.scored());
    json.put(
        "note",
        explained.scored()
            ? null
            : "the model does not claim this class anywhere in the picture: all maps are zero");
    List<Map<String, Object>> maps = new ArrayList<>();
    for (ClassMap map : explained.maps()) {
      Path file = files.classMap(map.attention().map(), named);
      write(map.attention().map(), file);
      if (overlays) {
        drawOver(picture, map.attention().map(), ExplanationFiles.overlay(file));
      }
      Map<String, Object> one = MapJson.of(map.attention(), file, overlays);
      putShares(one, map);
      maps.add(one);
    }
    json.put("maps", maps);
    json.put("compared", explained.compared().stream().map(DetailWriter::compared).toList());
    json.put("sheet", sheet.toString());
    return json;
  }

  /** A layer's own map in the same boxes. */
  private static Map<String, Object> compared(ClassMap map) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", map.attention().layer());
    json.put("kind", map.attention().map().kind());
    putShares(json, map);
    return json;
  }

  private static void putShares(Map<String, Object> json, ClassMap map) {
    json.put("ownShare", map.shares().own());
    json.put("ownArea", map.shares().ownArea());
    json.put("othersOnlyShare", map.shares().othersOnly());
    json.put("othersOnlyArea", map.shares().othersOnlyArea());
    json.put("peakInOwn", map.shares().peakInOwn());
    json.put("correlationWithEigenCam", map.correlationWithEigenCam());
  }

  private List<Map<String, Object>> writeBoxes(ExplainedPicture picture) throws IOException {
    List<Detection> found = picture.inference().detections();
    List<BoxLocal> boxes = picture.details().boxes();
    BoxSheet sheet = new BoxSheet(name(picture), model, picture.encoded());
    ImageIO.write(sheet.draw(found, boxes), "png", picture.files().boxSheet().toFile());
    List<Map<String, Object>> figures = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      Map<String, Object> json = new LinkedHashMap<>();
      LayerAttention local = boxes.get(i).attention();
      if (local == null) {
        json.put("boxLocal", null);
        json.put("boxLocalReason", boxes.get(i).reason());
      } else {
        Path file = picture.files().boxMap(i, local.map());
        write(local.map(), file);
        json.put("boxLocal", MapJson.of(local, file, false));
      }
      figures.add(json);
    }
    return figures;
  }

  private static void drawOver(ExplainedPicture picture, AttentionMap map, Path file)
      throws IOException {
    ImageIO.write(
        OverlayPicture.draw(picture.encoded(), map, new MapScale(List.of(map))),
        "png",
        file.toFile());
  }

  private static void write(AttentionMap map, Path file) throws IOException {
    NpyFile.write(file, map.projection(), map.rows(), map.columns());
  }

  private static String name(ExplainedPicture picture) {
    return String.valueOf(picture.path().getFileName());
  }
}
