package io.eigencam.command;

import io.eigencam.check.CheckResult;
import io.eigencam.check.CheckedLayer;
import io.eigencam.check.LayerFigures;
import io.eigencam.check.RandomisedFigures;
import io.eigencam.check.Recommendation;
import io.eigencam.check.report.Words;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a self-check for the terminal and for machines. */
final class CheckText {
  private CheckText() {}

  static Map<String, Object> json(CheckResult result) {
    Recommendation recommendation = result.recommendation();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", result.model());
    json.put("pictures", result.trials().stream().map(trial -> trial.picture().name()).toList());
    json.put("recommended", recommendation.layer());
    json.put("reason", recommendation.reason());
    json.put("layers", result.layers().stream().map(CheckText::layer).toList());
    return json;
  }

  private static Map<String, Object> layer(CheckedLayer layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", layer.layer());
    json.put("trust", layer.verdict().trust());
    json.put("reasons", layer.verdict().reasons());
    json.put("remarks", layer.verdict().remarks());
    json.put("figures", layer.figures());
    return json;
  }

  static void print(CheckResult result, PrintWriter out) {
    out.printf("%s on %d pictures%n%n", result.model().name(), result.trials().size());
    out.printf(
        "%-12s %-13s %6s %9s %9s %9s %8s %8s %7s%n",
        "layer", "", "useful", "alignment", "sign sure", "variance", "random", "leaves", "noise");
    for (CheckedLayer layer : result.layers()) {
      LayerFigures figures = layer.figures();
      List<RandomisedFigures> randomised = figures.randomised();
      out.printf(
          "%-12s %-13s %6s %9s %9s %9s %8s %8s %7s%n",
          layer.layer(),
          Words.of(layer.verdict().trust()),
          Words.number(figures.usefulness()),
          Words.number(figures.sign().alignment()),
          Words.percent(figures.sign().sureShare()),
          Words.percent(figures.component().explainedVarianceRatio()),
          Words.number(randomised.get(randomised.size() - 1).rankCorrelation()),
          Words.percent(figures.greyed().attentionLeft()),
          Words.number(figures.noise().lowestCosine()));
    }
    out.println();
    for (CheckedLayer layer : result.layers()) {
      layer.verdict().reasons().forEach(reason -> out.println(layer.layer() + ": " + reason));
    }
    Recommendation recommendation = result.recommendation();
    out.println();
    out.println(
        recommendation.layer() == null
            ? recommendation.reason()
            : "Look at " + recommendation.layer() + ": " + recommendation.reason() + ".");
  }
}
