package io.eigencam.check.report;

import io.eigencam.check.CheckResult;
import io.eigencam.check.CheckedLayer;
import io.eigencam.check.FrameTrial;
import io.eigencam.check.LayerTrial;
import io.eigencam.check.Occlusion;
import io.eigencam.check.RandomTrial;
import io.eigencam.check.Recommendation;
import io.eigencam.frame.AttentionMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The result of a self-check as one page that needs no other file and no network. */
public final class CheckReport {
  private static final int EXAMPLES = 4;
  private static final String STYLE = "check-report.css";

  private final CheckResult result;
  private final List<FrameTrial> examples;
  private final List<ExamplePictures> pictures;

  public CheckReport(CheckResult result) {
    this.result = result;
    this.examples = examples(result.trials());
    this.pictures = examples.stream().map(ExamplePictures::new).toList();
  }

  /** Evenly spread over the pictures on which something was found; over all if there are none. */
  private static List<FrameTrial> examples(List<FrameTrial> trials) {
    List<FrameTrial> telling =
        trials.stream().filter(trial -> !trial.look().detections().isEmpty()).toList();
    List<FrameTrial> from = telling.isEmpty() ? trials : telling;
    int count = Math.min(EXAMPLES, from.size());
    List<FrameTrial> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(from.get((2 * i + 1) * from.size() / (2 * count)));
    }
    return chosen;
  }

  /**
   * The page.
   *
   * @throws IOException if a picture cannot be drawn
   */
  public String html() throws IOException {
    Html page = new Html();
    String model = result.model().name();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .element("title", "", "Which layers of " + model + " can be trusted")
        .raw("<style>\n" + style() + "</style>\n</head>\n<body>")
        .element("h1", "", "Which layers of " + model + " can be trusted")
        .element("p", "faint", subtitle());
    recommendation(page);
    page.element(
        "p",
        "faint",
        "A map of attention is only worth looking at if it passes some questions. Below are the"
            + " answers of every layer on these pictures, then examples: the objects found, the map,"
            + " the map after its most attended place was greyed out, and what the same network shows"
            + " when its filters are random numbers.");
    new FigureTable(result.layers()).write(page);
    for (CheckedLayer layer : result.layers()) {
      section(page, layer);
    }
    return page.raw("</body>\n</html>").toString();
  }

  private String subtitle() {
    long telling =
        result.trials().stream().filter(trial -> !trial.look().detections().isEmpty()).count();
    boolean classifier =
        result.trials().stream().anyMatch(trial -> !trial.look().classifications().isEmpty());
    return "Eigen-CAM, task %s, input %d × %d, digest %.12s · %d pictures%s"
        .formatted(
            result.model().task(),
            result.model().inputWidth(),
            result.model().inputHeight(),
            result.model().digest(),
            result.trials().size(),
            classifier ? "" : ", something was found on %d of them".formatted(telling));
  }

  private void recommendation(Html page) {
    Recommendation recommendation = result.recommendation();
    page.raw("<div class=\"recommendation\">")
        .element(
            "strong",
            "",
            recommendation.layer() == null ? "No layer" : "Look at " + recommendation.layer())
        .element("span", "", Words.sentence(recommendation.reason()))
        .raw("</div>");
  }

  private void section(Html page, CheckedLayer layer) throws IOException {
    page.raw("<section>")
        .raw(
            "<h2>%s <span class=\"%s\">%s</span></h2>"
                .formatted(
                    Html.escaped(layer.layer()),
                    Words.cssClass(layer.verdict().trust()),
                    Words.of(layer.verdict().trust())));
    List<String> reasons = layer.verdict().reasons();
    page.element(
        "p",
        "",
        reasons.isEmpty() ? "Passed every question." : Words.sentence(String.join("; ", reasons)));
    layer.verdict().remarks().forEach(remark -> page.element("p", "faint", remark));
    page.raw("<div class=\"examples\">");
    RandomTrial random = result.randomTrials().get(result.randomTrials().size() - 1);
    for (int i = 0; i < examples.size(); i++) {
      example(page, layer.layer(), examples.get(i), pictures.get(i), random);
    }
    page.raw("</div>\n</section>");
  }

  private void example(
      Html page, String layer, FrameTrial trial, ExamplePictures drawn, RandomTrial random)
      throws IOException {
    LayerTrial answers = Objects.requireNonNull(trial.layers().get(layer), layer);
    int width = drawn.width();
    int height = drawn.height();
    page.raw("<div class=\"example\">").image(drawn.found(), width, height, trial.picture().name());
    if (!answers.look().hasMap()) {
      page.element("p", "faint", "The layer does not vary on this picture: no map.").raw("</div>");
      return;
    }
    String sign = answers.look().signSure() ? "" : ", sign unsure";
    page.image(drawn.map(answers.look().map()), width, height, "the map" + sign);
    Occlusion occlusion = answers.occlusion();
    if (occlusion != null) {
      page.image(
          drawn.greyed(occlusion),
          width,
          height,
          "the most attended place greyed out: " + Words.left(occlusion.left()));
    }
    AttentionMap unlearned = random.maps().get(result.trials().indexOf(trial)).get(layer);
    if (unlearned != null) {
      page.image(drawn.map(unlearned), width, height, "the same network with random filters");
    }
    page.raw("</div>");
  }

  private static String style() throws IOException {
    try (InputStream in = CheckReport.class.getResourceAsStream(STYLE)) {
      return new String(Objects.requireNonNull(in, STYLE).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
