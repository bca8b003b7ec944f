package io.eigencam.command;

import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.ClassShares;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.picture.MapWords;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The explanation of a picture in a few lines for people. */
final class ExplanationText {
  private ExplanationText() {}

  static void print(PrintWriter out, ExplainedPicture picture) {
    out.printf("%s: %s, %s%n", picture.path(), found(picture.inference()), picture.files().sheet());
    for (LayerAttention layer : picture.explanation().all()) {
      out.printf(
          "  %-6s %s%s%s%n",
          layer.layer(),
          MapWords.name(layer.map()),
          figures(layer),
          layer.flags().stream().sorted().map(flag -> ", " + flag).collect(Collectors.joining()));
    }
    for (ClassExplanation one : picture.details().explanations()) {
      print(out, one);
    }
    out.flush();
  }

  private static String found(Inference inference) {
    return inference.classifications().stream()
        .findFirst()
        .map(
            best -> String.format(Locale.ROOT, "%s %.1f %%", best.label(), 100 * best.confidence()))
        .orElse(inference.detectionsTotal() + " found");
  }

  private static void print(PrintWriter out, ClassExplanation explained) {
    if (!explained.scored()) {
      out.printf(
          Locale.ROOT,
          "  class %s: not claimed here (best score %.4f), no maps%n",
          explained.label(),
          explained.bestScore());
      return;
    }
    out.printf(
        Locale.ROOT, "  class %s: best score %.2f%n", explained.label(), explained.bestScore());
    for (ClassMap map : explained.maps()) {
      out.printf(
          Locale.ROOT,
          "    %-6s %s%s%n",
          map.attention().layer(),
          MapWords.name(map.attention().map()),
          shares(map.shares()));
    }
  }

  private static String shares(ClassShares shares) {
    Double own = shares.own();
    Double others = shares.othersOnly();
    return own == null || others == null
        ? ""
        : String.format(
            Locale.ROOT,
            ": %.0f %% in own boxes, %.0f %% in others' only",
            100 * own,
            100 * others);
  }

  private static String figures(LayerAttention layer) {
    StringBuilder text = new StringBuilder();
    Double share = layer.componentShare();
    if (share != null) {
      text.append(
          String.format(Locale.ROOT, ", %.1f %% of %s", 100 * share, MapWords.whole(layer)));
    }
    Double alignment = layer.alignment();
    if (alignment != null) {
      text.append(String.format(Locale.ROOT, ", alignment %.2f", alignment));
    }
    return text.toString();
  }
}
