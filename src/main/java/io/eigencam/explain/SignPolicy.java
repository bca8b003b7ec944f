package io.eigencam.explain;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the sign of a component: the rule asked for, or the next one that has something to say.
 */
final class SignPolicy {
  private final ExplainSettings settings;

  SignPolicy(ExplainSettings settings) {
    this.settings = settings;
  }

  /**
   * A component with its sign.
   *
   * @param projection signed
   * @param alignment correlation of the signed projection with the score map; null without scores
   * @param unsure whether the sign has too little behind it
   */
  record Decision(
      Projection projection, SignChoice sign, @Nullable Double alignment, boolean unsure) {}

  /**
   * @param projection of every cell on the direction
   * @param direction (channels), its sign as a solver gave it
   * @param nearMean whether the direction is close to the mean of the cells, whose sign no rule for
   *     what stands out can tell: then the mean is positive
   */
  Decision decide(LayerView layer, Projection projection, double[] direction, boolean nearMean)
      throws FrameRejected {
    float[] scores = layer.scores();
    float[] boxes = layer.boxes();
    Map<SignRule, Sign> signs = new EnumMap<>(SignRule.class);
    put(signs, scores == null ? null : Sign.correlated(projection, scores, SignRule.SCORES));
    put(signs, boxes == null ? null : Sign.correlated(projection, boxes, SignRule.BOXES));
    put(signs, Sign.channelSum(direction));
    put(signs, Sign.extremum(projection));
    if (nearMean) {
      put(signs, Sign.mean(projection));
    }
    Sign sign = choose(signs);
    Double alignment = null;
    if (scores != null) {
      Sign byScores = signs.get(SignRule.SCORES);
      alignment = byScores == null ? 0.0 : sign.value() * byScores.value() * byScores.margin();
    }
    Map<SignRule, Boolean> agreement = new EnumMap<>(SignRule.class);
    signs.forEach((rule, other) -> agreement.put(rule, other.value() == sign.value()));
    return new Decision(
        projection.times(sign.value()),
        new SignChoice(sign.rule(), sign.margin(), agreement),
        alignment,
        unsure(sign, alignment, settings.unsureBelow(layer.activation().cells())));
  }

  private static void put(Map<SignRule, Sign> signs, @Nullable Sign sign) {
    if (sign != null) {
      signs.put(sign.rule(), sign);
    }
  }

  private Sign choose(Map<SignRule, Sign> signs) {
    Sign mean = signs.get(SignRule.MEAN);
    if (mean != null) {
      return mean;
    }
    Sign asked = signs.get(settings.signRule());
    if (asked != null && settings.signRule() != SignRule.CHANNEL_SUM) {
      return asked;
    }
    Sign channelSum = Objects.requireNonNull(signs.get(SignRule.CHANNEL_SUM), "always there");
    Sign byBoxes = signs.get(SignRule.BOXES);
    return byBoxes != null && channelSum.margin() < settings.channelSumBelow()
        ? byBoxes
        : channelSum;
  }

  private boolean unsure(Sign sign, @Nullable Double alignment, double correlationBelow) {
    if (sign.rule() == SignRule.MEAN) {
      return sign.margin() < settings.unsureBelow();
    }
    if (alignment != null) {
      return alignment < correlationBelow;
    }
    double limit = sign.rule() == SignRule.BOXES ? correlationBelow : settings.channelSumBelow();
    return sign.margin() < limit;
  }
}
