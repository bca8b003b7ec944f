package io.eigencam.command;

import io.eigencam.frame.LayerAttention;
import io.eigencam.picture.MapWords;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The explanation of a picture in a few lines for people. */
final class ExplanationText {
  private ExplanationText() {}

  static void print(PrintWriter out, ExplainedPicture picture) {
    out.printf(
        "%s: %d found, %s%n",
        picture.path(), picture.inference().detectionsTotal(), picture.files().sheet());
    for (LayerAttention layer : picture.explanation().all()) {
      out.printf(
          "  %-6s %s%s%s%n",
          layer.layer(),
          MapWords.name(layer.map()),
          figures(layer),
          layer.flags().stream().sorted().map(flag -> ", " + flag).collect(Collectors.joining()));
    }
    out.flush();
  }

  private static String figures(LayerAttention layer) {
    StringBuilder text = new StringBuilder();
    Double share = layer.componentShare();
    if (share != null) {
      text.append(String.format(Locale.ROOT, ", %.1f %% of the variance", 100 * share));
    }
    Double alignment = layer.alignment();
    if (alignment != null) {
      text.append(String.format(Locale.ROOT, ", alignment %.2f", alignment));
    }
    return text.toString();
  }
}
