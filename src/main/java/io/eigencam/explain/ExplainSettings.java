package io.eigencam.explain;

import io.eigencam.frame.SignRule;
import java.util.Objects;

/**
 * How frames are explained.
 *
 * @param component first principal component, counted from 0
 * @param components how many components, from that one on
 * @param figures how many leading singular values are reported at least
 * @param signRule the rule to begin with; where it cannot speak, another one does
 * @param unsureBelow correlation of map and scores (or boxes) below which the sign is unsure, 0..1;
 *     a map of few cells needs more, see {@link #unsureBelow(int)}
 * @param channelSumBelow margin below which the channel sum is not trusted, 0..1
 * @param fallback whether a layer whose sign is unsure or component unstable gets its {@link
 *     EnergyMap} beside, to look at instead
 */
public record ExplainSettings(
    int component,
    int components,
    int figures,
    SignRule signRule,
    double unsureBelow,
    double channelSumBelow,
    boolean fallback) {

  /**
   * What the live page shows. {@code SignClaimTest} measures how often a map that is not flagged
   * has the sign that favours the detected boxes.
   */
  public static final ExplainSettings DEFAULT =
      new ExplainSettings(0, 1, 3, SignRule.SCORES, 0.15, 0.05, true);

  /** A correlation this many standard deviations from 0 is no chance. */
  private static final double CHANCE_DEVIATIONS = 3;

  /** No layer has more channels that differ. */
  private static final int LAST_COMPONENT = 4095;

  /** More maps of a layer nobody tells apart, and a live message has to carry them. */
  private static final int MOST_COMPONENTS = 16;

  public ExplainSettings {
    Objects.requireNonNull(signRule, "signRule");
    if (component < 0 || component > LAST_COMPONENT) {
      throw new IllegalArgumentException(
          "component: counted from 0, at most %d, not %d".formatted(LAST_COMPONENT, component));
    }
    if (components < 1 || components > MOST_COMPONENTS) {
      throw new IllegalArgumentException(
          "components: 1 to %d, not %d".formatted(MOST_COMPONENTS, components));
    }
    if (figures < 1) {
      throw new IllegalArgumentException("figures: at least 1, not " + figures);
    }
    if (!(unsureBelow >= 0 && unsureBelow <= 1)
        || !(channelSumBelow >= 0 && channelSumBelow <= 1)) {
      throw new IllegalArgumentException("thresholds of the sign lie between 0 and 1");
    }
  }

  /**
   * Below which correlation the sign of a map is unsure. Between unrelated maps of N cells, atanh
   * of the correlation scatters around 0 with a standard deviation of 1 / sqrt(N - 3) (R. A.
   * Fisher, Metron 1, 1921), so 0.2 means something with 1000 cells and nothing with 80.
   */
  double unsureBelow(int cells) {
    double chance = cells > 3 ? StrictMath.tanh(CHANCE_DEVIATIONS / Math.sqrt(cells - 3.0)) : 1;
    return Math.max(unsureBelow, chance);
  }

  /** How many leading singular values are reported: the explained components' are among them. */
  int reported() {
    return Math.max(figures, lastComponent() + 1);
  }

  int lastComponent() {
    return component + components - 1;
  }

  /** The same for other components. */
  public ExplainSettings withComponents(int first, int count) {
    return new ExplainSettings(
        first, count, figures, signRule, unsureBelow, channelSumBelow, fallback);
  }

  /** The same with or without maps of energy beside those that are flagged. */
  public ExplainSettings withFallback(boolean wanted) {
    return new ExplainSettings(
        component, components, figures, signRule, unsureBelow, channelSumBelow, wanted);
  }

  /** The same with another rule to begin with. */
  public ExplainSettings withSignRule(SignRule other) {
    return new ExplainSettings(
        component, components, figures, other, unsureBelow, channelSumBelow, fallback);
  }
}
