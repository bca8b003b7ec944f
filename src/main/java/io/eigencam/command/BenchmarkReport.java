package io.eigencam.command;

import io.eigencam.benchmark.Figures;
import io.eigencam.benchmark.Machine;
import io.eigencam.benchmark.PrecisionEffect;
import io.eigencam.benchmark.Spread;
import io.eigencam.frame.Frame;
import io.eigencam.frame.ModelIdentity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code benchmark} prints. */
record BenchmarkReport(
    ModelIdentity model,
    Machine machine,
    double loadBefore,
    double loadAfter,
    List<Frame> pictures,
    List<Figures> figures,
    @Nullable PrecisionEffect effect) {
  private static final double THOUSAND = 1000;

  BenchmarkReport {
    pictures = List.copyOf(pictures);
    figures = List.copyOf(figures);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(figures(figures.get(0)));
    json.put("load", loadAfter);
    json.put("loadBefore", loadBefore);
    json.put("model", model.name());
    json.put("modelDigest", model.digest());
    json.put("precision", model.precision().label());
    json.put("inputWidth", model.inputWidth());
    json.put("inputHeight", model.inputHeight());
    json.put("pictures", pictures.size());
    json.put("pictureBytes", meanBytes());
    json.put("machine", machine);
    List<Map<String, Object>> runs = new ArrayList<>();
    figures.forEach(one -> runs.add(figures(one)));
    json.put("runs", runs);
    if (effect != null) {
      json.put("precisionEffect", effect);
    }
    return json;
  }

  private static Map<String, Object> figures(Figures one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("threads", one.threads());
    json.put("rounds", one.rounds());
    json.put("floorMs", rounded(one.floor().millis().median()));
    json.put("wholeMs", rounded(one.whole().millis().median()));
    json.put("wholeOverFloor", rounded(one.wholeOverFloor().median()));
    json.put("wholeOverFloorSpread", spread(one.wholeOverFloor()));
    json.put("detectMs", rounded(one.detect().millis().median()));
    json.put("detectOverFloor", rounded(one.detectOverFloor().median()));
    json.put("explainMs", rounded(one.explain().median()));
    json.put("explainOverFloor", rounded(one.explainOverFloor().median()));
    json.put("explainOverFloorSpread", spread(one.explainOverFloor()));
    json.put("framesPerSecond", rounded(one.whole().framesPerSecond().median()));
    json.put("detectFramesPerSecond", rounded(one.detect().framesPerSecond().median()));
    json.put("floorFramesPerSecond", rounded(one.floor().framesPerSecond().median()));
    json.put("wholeWallOverFloorWall", rounded(one.wholeWallOverFloorWall().median()));
    json.put("floorProcessMs", rounded(one.floor().processMillis().median()));
    json.put("wholeProcessMs", rounded(one.whole().processMillis().median()));
    Map<String, Object> steps = new LinkedHashMap<>();
    one.steps().keySet().stream()
        .sorted()
        .forEach(step -> steps.put(step, rounded(one.steps().getOrDefault(step, 0.0))));
    json.put("stepsMs", steps);
    return json;
  }

  private static List<Double> spread(Spread spread) {
    return List.of(rounded(spread.least()), rounded(spread.most()));
  }

  private static double rounded(double value) {
    return Math.round(value * THOUSAND) / THOUSAND;
  }

  private long meanBytes() {
    return Math.round(
        pictures.stream().mapToInt(frame -> frame.picture().length).average().orElse(0));
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s, input %d x %d, %s; %d pictures of %d bytes%n%s, %d processors, Java %s, load %.1f to %.1f%n",
        model.name(),
        model.inputWidth(),
        model.inputHeight(),
        model.precision().label(),
        pictures.size(),
        meanBytes(),
        machine.processor(),
        machine.processors(),
        machine.java(),
        loadBefore,
        loadAfter);
    for (Figures one : figures) {
      out.printf(
          Locale.ROOT,
          "%n%d thread%s, medians of %d rounds%24s ms a frame  over floor (rounds)       frames/s%n",
          one.threads(),
          one.threads() == 1 ? "" : "s",
          one.rounds(),
          "");
      line(out, "bare model (floor)", one.floor(), null);
      line(out, "+ decode, boxes, encode", one.detect(), one.detectOverFloor());
      line(out, "+ explanation = whole frame", one.whole(), one.wholeOverFloor());
      out.printf(
          Locale.ROOT,
          "  %-42s %12.2f  %6.1f %% (%.1f .. %.1f)%n",
          "explanation alone",
          one.explain().median(),
          100 * one.explainOverFloor().median(),
          100 * one.explainOverFloor().least(),
          100 * one.explainOverFloor().most());
    }
    if (effect != null) {
      print(effect, out);
    }
  }

  private static void print(PrecisionEffect effect, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%nagainst fp32: %d of %d detections kept, %d more; scores differ by %.3f, corners by %.1f"
            + " pixels at most%n",
        effect.kept(),
        effect.detections(),
        effect.extra(),
        effect.scoreDifference(),
        effect.cornerDifference());
    effect
        .layers()
        .forEach(
            layer ->
                out.printf(
                    Locale.ROOT,
                    "  maps of %-6s cosine %.4f in the mean, %.4f at least%n",
                    layer.layer(),
                    layer.meanCosine(),
                    layer.leastCosine()));
  }

  private static void line(
      PrintWriter out, String name, Figures.Cost cost, @Nullable Spread ratio) {
    String over =
        ratio == null
            ? "1"
            : String.format(
                Locale.ROOT, "%.3f (%.3f .. %.3f)", ratio.median(), ratio.least(), ratio.most());
    out.printf(
        Locale.ROOT,
        "  %-42s %12.2f  %-24s %9.2f%n",
        name,
        cost.millis().median(),
        over,
        cost.framesPerSecond().median());
  }
}
