package io.eigencam.command;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.BoxAttention;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.DetectorSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The explanation of one picture as {@code --json} prints it: what {@code detect} prints, and more.
 */
final class ExplanationJson {
  private ExplanationJson() {}

  static Map<String, Object> of(
      ExplainedPicture picture,
      ModelIdentity model,
      DetectorSettings settings,
      DetailWriter.Figures details,
      boolean overlays) {
    Inference inference = picture.inference();
    Explanation explanation = picture.explanation();
    ExplanationFiles files = picture.files();
    Map<String, Object> json =
        new LinkedHashMap<>(DetectionJson.of(picture.path(), model, settings, inference));
    json.put("model", model(model));
    json.remove("modelDigest");
    json.put("detections", detections(inference, explanation.boxes(), details.boxes()));
    json.put("bestLayer", explanation.bestAligned().map(LayerAttention::layer).orElse(null));
    json.put(
        "layers",
        explanation.layers().stream()
            .map(layer -> MapJson.of(layer, files.map(layer.layer()), overlays))
            .toList());
    json.put(
        "further",
        explanation.further().stream()
            .map(layer -> MapJson.of(layer, files.further(layer.map()), overlays))
            .toList());
    if (!details.classes().isEmpty()) {
      json.put("classes", details.classes());
    }
    AttentionMap fused = picture.fused();
    if (fused != null) {
      json.put("fusion", picture.fuse());
      json.put("fused", MapJson.of(fused, files.map(ExplanationFiles.FUSED), overlays));
    }
    json.put("files", Map.of("sheet", files.sheet().toString(), "json", files.json().toString()));
    return json;
  }

  private static Map<String, Object> model(ModelIdentity model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("digest", model.digest());
    json.put("task", model.task());
    json.put("inputWidth", model.inputWidth());
    json.put("inputHeight", model.inputHeight());
    return json;
  }

  private static List<Map<String, Object>> detections(
      Inference inference, List<BoxAttention> boxes, List<Map<String, Object>> details) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> detection : DetectionJson.detections(inference.detections())) {
      Map<String, Object> json = new LinkedHashMap<>(detection);
      int index = all.size();
      if (index < boxes.size()) {
        json.put("boxShare", boxes.get(index).share());
        json.put("boxMean", boxes.get(index).mean());
        json.put("boxPeak", boxes.get(index).peak());
      }
      if (index < details.size()) {
        json.putAll(details.get(index));
      }
      all.add(json);
    }
    return all;
  }
}
