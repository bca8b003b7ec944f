package io.eigencam.command;

import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.picture.ExplanationSheet;
import io.eigencam.picture.MapScale;
import io.eigencam.picture.OverlayPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes the explanation of a picture: sheet, maps, overlays, figures. */
final class ExplanationWriter {
  private final ModelIdentity model;
  private final DetectorSettings settings;
  private final boolean overlays;

  /**
   * @param overlays whether to draw every map over the picture in a file of its own
   */
  ExplanationWriter(ModelIdentity model, DetectorSettings settings, boolean overlays) {
    this.model = model;
    this.settings = settings;
    this.overlays = overlays;
  }

  /** Returns what the JSON file holds. */
  Map<String, Object> write(ExplainedPicture picture) throws IOException {
    ExplanationFiles files = picture.files();
    ImageIO.write(sheet(picture), "png", files.sheet().toFile());
    Map<AttentionMap, Path> maps = new LinkedHashMap<>();
    for (LayerAttention layer : picture.explanation().layers()) {
      maps.put(layer.map(), files.map(layer.layer()));
    }
    for (LayerAttention layer : picture.explanation().further()) {
      maps.put(layer.map(), files.further(layer.map()));
    }
    AttentionMap fused = picture.fused();
    if (fused != null) {
      maps.put(fused, files.map(ExplanationFiles.FUSED));
    }
    MapScale scale = new MapScale(maps.keySet());
    for (Map.Entry<AttentionMap, Path> entry : maps.entrySet()) {
      AttentionMap map = entry.getKey();
      NpyFile.write(entry.getValue(), map.projection(), map.rows(), map.columns());
      if (overlays) {
        ImageIO.write(
            OverlayPicture.draw(picture.encoded(), map, scale),
            "png",
            ExplanationFiles.overlay(entry.getValue()).toFile());
      }
    }
    Map<String, Object> json =
        ExplanationJson.of(
            picture, model, settings, new DetailWriter(model, overlays).write(picture), overlays);
    JsonOutput.write(files.json(), json);
    return json;
  }

  private BufferedImage sheet(ExplainedPicture picture) throws IOException {
    ExplanationSheet sheet =
        new ExplanationSheet(
            String.valueOf(picture.path().getFileName()),
            model,
            picture.encoded(),
            picture.inference(),
            picture.explanation());
    return sheet.draw(picture.fused(), picture.fuse().words());
  }
}
