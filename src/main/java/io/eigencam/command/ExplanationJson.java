package io.eigencam.command;

import io.eigencam.frame.BoxAttention;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.SignChoice;
import io.eigencam.infer.DetectorSettings;
import java.nio.file.Path;
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
      Path picture,
      ModelIdentity model,
      DetectorSettings settings,
      Inference inference,
      Explanation explanation,
      ExplanationFiles files) {
    Map<String, Object> json =
        new LinkedHashMap<>(DetectionJson.of(picture, model, settings, inference));
    json.put("model", model(model));
    json.remove("modelDigest");
    json.put("detections", detections(inference, explanation.boxes()));
    json.put("bestLayer", explanation.bestAligned().map(LayerAttention::layer).orElse(null));
    json.put(
        "layers",
        explanation.layers().stream()
            .map(layer -> layer(layer, files.map(layer.layer())))
            .toList());
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
      Inference inference, List<BoxAttention> boxes) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> detection : DetectionJson.detections(inference.detections())) {
      Map<String, Object> json = new LinkedHashMap<>(detection);
      int index = all.size();
      json.put("level", inference.detections().get(index).level());
      if (index < boxes.size()) {
        json.put("boxShare", boxes.get(index).share());
        json.put("boxMean", boxes.get(index).mean());
        json.put("boxPeak", boxes.get(index).peak());
      }
      all.add(json);
    }
    return all;
  }

  private static Map<String, Object> layer(LayerAttention layer, Path map) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", layer.layer());
    json.put("component", layer.map().component());
    json.put("rows", layer.map().rows());
    json.put("columns", layer.map().columns());
    json.put("sigma", layer.sigma());
    json.put("explainedVarianceRatio", layer.spectrum().explainedVarianceRatio());
    json.put("sigma2OverSigma1", layer.spectrum().sigma2OverSigma1());
    SignChoice sign = layer.sign();
    json.put("signRule", sign == null ? null : sign.rule());
    json.put("signMargin", sign == null ? null : sign.margin());
    json.put("alignment", layer.alignment());
    json.put("signAgreesWithBoxes", sign == null ? null : sign.agreesWithBoxes());
    json.put("outsideShare", layer.outsideShare());
    json.put("flags", layer.flags().stream().sorted().toList());
    json.put("cellToFrame", cellToFrame(layer.map().cellToPicture()));
    json.put("map", map.toString());
    return json;
  }

  private static Map<String, Object> cellToFrame(CellToPicture to) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("a", to.a());
    json.put("b", to.b());
    json.put("c", to.c());
    json.put("d", to.d());
    json.put("e", to.e());
    json.put("f", to.f());
    return json;
  }
}
