package io.eigencam.command;

import io.eigencam.explain.ReferenceEigenCam;
import io.eigencam.explain.ReferenceExplanation;
import io.eigencam.explain.SignFigures;
import io.eigencam.explain.Spectrum;
import io.eigencam.frame.Activation;
import io.eigencam.frame.SignRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one explained activation, for machines and for people. */
record ActivationReport(
    Path file, Activation activation, int component, ReferenceExplanation explanation) {

  /** Fields as in the golden data's {@code case.json}. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.toString());
    json.put("h", activation.rows());
    json.put("w", activation.columns());
    json.put("channels", activation.channels());
    json.put("component", component);
    json.put("status", explanation.status());
    Spectrum spectrum = explanation.spectrum();
    if (spectrum != null) {
      json.put("rank", spectrum.rank());
      json.put("sigma", spectrum.sigma());
      json.put("explainedVarianceRatio", spectrum.explainedVarianceRatio());
      json.put("sigma2OverSigma1", spectrum.sigma2OverSigma1());
      json.put("neighbourRatio", spectrum.neighbourRatio());
      json.put("totalVariance", spectrum.totalVariance());
      json.put("flags", flags());
    }
    SignFigures sign = explanation.sign();
    if (sign != null) {
      json.put("signRule", sign.rule());
      json.put("signMargin", sign.margin());
      json.put("signCorrelation", sign.correlation());
      Map<String, Object> signs = new LinkedHashMap<>();
      for (SignRule rule : List.of(SignRule.CHANNEL_SUM, SignRule.EXTREMUM, SignRule.BOXES)) {
        signs.put(rule.name(), sign.signs().get(rule));
      }
      if (sign.signs().containsKey(SignRule.MEAN)) {
        signs.put(SignRule.MEAN.name(), sign.signs().get(SignRule.MEAN));
      }
      json.put("signs", signs);
      json.put("projectionMin", explanation.projectionMin());
      json.put("projectionMax", explanation.projectionMax());
      json.put("clippedShare", explanation.clippedShare());
    }
    return json;
  }

  void print(PrintWriter out) {
    out.printf(
        "%s: %d x %d cells, %d channels%n",
        file, activation.columns(), activation.rows(), activation.channels());
    out.printf("  status     %s%n", meaning());
    Spectrum spectrum = explanation.spectrum();
    if (spectrum != null) {
      out.printf(
          "  component  %d of %d (counted from 0); sigma %s%n",
          component,
          spectrum.rank(),
          spectrum.sigma().stream()
              .map(sigma -> String.format(Locale.ROOT, "%.4g", sigma))
              .collect(Collectors.joining(", ")));
      out.printf(
          "  variance   %s%n",
          spectrum.explainedVarianceRatio().stream()
              .map(ratio -> String.format(Locale.ROOT, "%.1f %%", 100 * ratio))
              .collect(Collectors.joining(", ")));
    }
    SignFigures sign = explanation.sign();
    if (sign != null) {
      out.printf(
          Locale.ROOT,
          "  sign       %s, margin of the channel sum %.3f%n",
          sign.rule(),
          sign.margin());
      out.printf(
          Locale.ROOT,
          "  projection %.4g to %.4g, %.0f %% of the cells clipped%n",
          explanation.projectionMin(),
          explanation.projectionMax(),
          100 * explanation.clippedShare());
      flags().forEach(flag -> out.printf("  flag       %s%n", flag));
    }
  }

  private List<String> flags() {
    Spectrum spectrum = explanation.spectrum();
    return spectrum != null && ReferenceEigenCam.isUnstable(spectrum)
        ? List.of("UNSTABLE_COMPONENT")
        : List.of();
  }

  private String meaning() {
    return switch (explanation.status()) {
      case OK -> "OK";
      case LOW_VARIANCE -> "LOW_VARIANCE: the activation does not vary, the map is zero";
      case RANK_EXCEEDED -> "RANK_EXCEEDED: the component does not exist, the map is zero";
      case INVALID_ACTIVATION -> "INVALID_ACTIVATION: it holds an infinity, there is no map";
    };
  }
}
