package io.eigencam.command;

import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.picture.ExplanationSheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes the explanation of a picture: sheet, maps, figures. */
final class ExplanationWriter {
  private final ModelIdentity model;
  private final DetectorSettings settings;
  private final boolean fused;

  ExplanationWriter(ModelIdentity model, DetectorSettings settings, boolean fused) {
    this.model = model;
    this.settings = settings;
    this.fused = fused;
  }

  /** Returns what the JSON file holds. */
  Map<String, Object> write(ExplainedPicture picture) throws IOException {
    ExplanationFiles files = picture.files();
    String name = String.valueOf(picture.path().getFileName());
    ExplanationSheet sheet =
        new ExplanationSheet(
            name, model, picture.encoded(), picture.inference(), picture.explanation());
    ImageIO.write(sheet.draw(fused), "png", files.sheet().toFile());
    for (LayerAttention layer : picture.explanation().layers()) {
      write(layer.map(), files.map(layer.layer()));
    }
    for (LayerAttention layer : picture.explanation().further()) {
      write(layer.map(), files.further(layer.map()));
    }
    Map<String, Object> json =
        ExplanationJson.of(picture, model, settings, new DetailWriter(model).write(picture));
    JsonOutput.write(files.json(), json);
    return json;
  }

  private static void write(AttentionMap map, Path file) throws IOException {
    NpyFile.write(file, map.projection(), map.rows(), map.columns());
  }
}
