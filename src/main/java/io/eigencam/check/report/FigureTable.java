package io.eigencam.check.report;

import io.eigencam.check.CheckedLayer;
import io.eigencam.check.LayerFigures;
import io.eigencam.check.RandomisedFigures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** All figures of all layers, a column each, with what they mean. */
final class FigureTable {
  private final List<CheckedLayer> layers;

  FigureTable(List<CheckedLayer> layers) {
    this.layers = layers;
  }

  void write(Html page) {
    page.raw("<table>\n<thead><tr><th></th>");
    for (CheckedLayer layer : layers) {
      page.raw(
          "<th>%s<br><span class=\"%s\">%s</span></th>"
              .formatted(
                  Html.escaped(layer.layer()),
                  Words.cssClass(layer.verdict().trust()),
                  Words.of(layer.verdict().trust())));
    }
    page.raw("</tr></thead>\n<tbody>");
    row(page, "grid, channels", "", f -> f.columns() + " × " + f.rows() + ", " + f.channels());
    head(page, "Has it to do with what the model finds?");
    row(
        page,
        "marks what was found",
        "correlation of the map, as shown, with the boxes (a classifier: with its class map)",
        f -> Words.number(f.marks().correlation()));
    row(
        page,
        "the activation energy does",
        "the same of the plain L2 norm, the baseline",
        f -> Words.number(f.marks().energyCorrelation()));
    row(
        page,
        "usefulness",
        "as the first, but a map with an unsure sign counts 0: what layers are ranked by",
        f -> Words.number(f.usefulness()));
    row(
        page,
        "lift",
        "attention there against chance, 1 is chance",
        f -> Words.number(f.marks().lift()));
    head(page, "Is its sign known?");
    row(
        page,
        "alignment",
        "median correlation with the score map",
        f -> Words.number(f.sign().alignment()));
    row(
        page,
        "sign sure",
        "pictures without the flag SIGN_UNSURE",
        f -> Words.percent(f.sign().sureShare()));
    row(
        page,
        "sign agrees with the boxes",
        "of all maps; of those that are sure",
        f ->
            Words.percent(f.sign().agreesWithBoxes())
                + "; "
                + Words.percent(f.sign().agreesWhereSure()));
    head(page, "Is it one component, and does it stand still?");
    row(
        page,
        "explained variance",
        "median share of the first component",
        f -> Words.percent(f.component().explainedVarianceRatio()));
    row(
        page,
        "σ₂ / σ₁",
        "median; above 0.98 the component may swap with the next",
        f -> Words.number(f.component().sigma2OverSigma1()));
    row(
        page,
        "noise of 1/255",
        "lowest cosine of the component, lowest correlation of the map",
        f -> precise(f.noise().lowestCosine()) + ", " + precise(f.noise().lowestCorrelation()));
    row(
        page,
        "sign flips by noise",
        "of all maps; of those that are sure",
        f -> f.noise().flips() + "; " + f.noise().flipsWhereSure());
    head(page, "Does it follow the picture?");
    row(
        page,
        "attention that leaves",
        "median, when the most attended place is greyed out",
        f -> Words.percent(f.greyed().attentionLeft()));
    row(
        page,
        "findings that go with it",
        "median share of the scores lost there; at an equally large place elsewhere",
        f ->
            Words.percent(f.greyed().evidenceLost())
                + "; "
                + Words.percent(f.greyed().evidenceLostElsewhere()));
    head(page, "Does it show what the network learned?");
    for (int i = 0; i < layers.get(0).figures().randomised().size(); i++) {
      randomised(page, i);
    }
    page.raw("</tbody>\n</table>");
  }

  private void randomised(Html page, int stage) {
    Function<LayerFigures, RandomisedFigures> at = figures -> figures.randomised().get(stage);
    double depth = at.apply(layers.get(0).figures()).depth();
    row(
        page,
        "last %s of the filters random".formatted(Words.percent(depth)),
        stage > 0
            ? ""
            : "rank correlation with the trained map; in brackets the share of the filters that lead"
                + " to the layer",
        figures ->
            "%s (%s)"
                .formatted(
                    Words.number(at.apply(figures).rankCorrelation()),
                    Words.percent(at.apply(figures).share())));
  }

  private void head(Html page, String question) {
    page.raw(
        "<tr class=\"question\"><th colspan=\"%d\">%s</th></tr>"
            .formatted(layers.size() + 1, Html.escaped(question)));
  }

  private void row(Html page, String name, String meaning, Function<LayerFigures, String> figure) {
    page.raw(
        "<tr><th>%s<small>%s</small></th>".formatted(Html.escaped(name), Html.escaped(meaning)));
    layers.forEach(layer -> page.element("td", "", figure.apply(layer.figures())));
    page.raw("</tr>");
  }

  private static String precise(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
