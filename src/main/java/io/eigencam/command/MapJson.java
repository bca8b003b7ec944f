package io.eigencam.command;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.SignChoice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures of one map as JSON, under the names of the Avro messages. */
final class MapJson {
  private MapJson() {}

  /**
   * @param file where the map's values are
   * @param overlay whether its picture lies beside
   */
  static Map<String, Object> of(LayerAttention layer, Path file, boolean overlay) {
    Map<String, Object> json = of(layer.map(), file, overlay);
    json.put("sigma", layer.sigma());
    json.put("explainedVarianceRatio", layer.spectrum().explainedVarianceRatio());
    json.put("sigma2OverSigma1", layer.spectrum().sigma2OverSigma1());
    SignChoice sign = layer.sign();
    json.put("signRule", sign == null ? null : sign.rule());
    json.put("signMargin", sign == null ? null : sign.margin());
    json.put("signAgreesWithBoxes", sign == null ? null : sign.agreesWithBoxes());
    json.put("signAgreement", sign == null ? null : sign.agreement());
    json.put("alignment", layer.alignment());
    json.put("outsideShare", layer.outsideShare());
    json.put("flags", layer.flags().stream().sorted().toList());
    return json;
  }

  /** A map without figures. */
  static Map<String, Object> of(AttentionMap map, Path file, boolean overlay) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", map.layer());
    json.put("kind", map.kind());
    json.put("className", map.className());
    json.put("component", map.component());
    json.put("rows", map.rows());
    json.put("columns", map.columns());
    json.put("rawMin", map.min());
    json.put("rawMax", map.max());
    json.put("cellToFrame", cellToFrame(map.cellToPicture()));
    json.put("map", file.toString());
    if (overlay) {
      json.put("overlay", ExplanationFiles.overlay(file).toString());
    }
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
