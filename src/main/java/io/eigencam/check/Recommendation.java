package io.eigencam.check;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The layer to look at.
 *
 * @param layer null if none can be trusted
 * @param reason in words
 */
public record Recommendation(@Nullable String layer, String reason) {

  /**
   * Of the layers that need not be distrusted, the one whose map marks what was found best ({@link
   * LayerFigures#usefulness}); where nothing was found, the one most in line with what the head
   * scores; where there are no scores either, the first with the surest sign.
   */
  static Recommendation of(List<CheckedLayer> layers) {
    List<CheckedLayer> ranked =
        layers.stream()
            .filter(layer -> layer.verdict().trust() != Trust.DO_NOT_TRUST)
            .sorted(
                Comparator.comparingDouble((CheckedLayer layer) -> rank(layer.figures()))
                    .reversed())
            .toList();
    if (ranked.isEmpty()) {
      return new Recommendation(
          null,
          "No layer's map can be trusted on these pictures; look at the maps of classes or at the plain"
              + " activation energy.");
    }
    LayerFigures best = ranked.get(0).figures();
    Double usefulness = best.usefulness();
    Double alignment = best.sign().alignment();
    if (usefulness != null) {
      return new Recommendation(
          best.layer(),
          "of the layers that may be looked at, its map marks best what the model finds: mean"
              + " correlation "
              + number(usefulness)
              + next(ranked, LayerFigures::usefulness)
              + "; a map whose sign is unsure counts 0");
    }
    if (alignment != null) {
      return new Recommendation(
          best.layer(),
          "nothing was found on these pictures; its map has most to do with what the head scores:"
              + " median alignment "
              + number(alignment)
              + next(ranked, figures -> figures.sign().alignment()));
    }
    return new Recommendation(
        best.layer(),
        "the model tells neither boxes nor scores; its sign is the surest (on %.0f %% of the pictures)"
            .formatted(100 * best.sign().sureShare()));
  }

  private static double rank(LayerFigures figures) {
    if (figures.usefulness() != null) {
      return figures.usefulness();
    }
    Double alignment = figures.sign().alignment();
    return alignment != null ? alignment : figures.sign().sureShare();
  }

  private static String next(
      List<CheckedLayer> ranked,
      java.util.function.Function<LayerFigures, @Nullable Double> figure) {
    if (ranked.size() < 2) {
      return "";
    }
    LayerFigures second = ranked.get(1).figures();
    Double value = figure.apply(second);
    return value == null ? "" : " (next: %s %s)".formatted(second.layer(), number(value));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
