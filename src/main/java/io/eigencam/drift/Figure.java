package io.eigencam.drift;

import io.eigencam.drift.DriftMetric.Side;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number that every frame has, and that has a normal range on a camera.
 *
 * @param layer the layer it was measured on; empty where it belongs to the whole frame
 * @param word what it is: "js", "luma"
 * @param metric the drift metric that it is; null for any other figure
 * @param side in which direction it departs from normal
 * @param scaleFloor least scale, in its own unit
 * @param bets whether its departure is evidence; else it is only noted
 */
public record Figure(
    String layer,
    String word,
    @Nullable DriftMetric metric,
    Side side,
    double scaleFloor,
    boolean bets) {
  public Figure {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(side, "side");
    if (word.isEmpty()) {
      throw new IllegalArgumentException("a figure needs a word");
    }
    if (!(scaleFloor > 0)) {
      throw new IllegalArgumentException(
          "scale floor of %s must be above 0, not %s".formatted(word, scaleFloor));
    }
  }

  /** A metric of a layer. */
  public static Figure of(String layer, DriftMetric metric) {
    return new Figure(layer, metric.word(), metric, metric.side(), metric.scaleFloor(), true);
  }

  /** A figure of the picture, which names causes but raises no alert. */
  public static Figure noted(PixelStatistic statistic) {
    return new Figure("", statistic.word(), null, Side.BOTH, statistic.scaleFloor(), false);
  }

  /** "p4.js", "conf". */
  public String name() {
    return layer.isEmpty() ? word : layer + "." + word;
  }
}
