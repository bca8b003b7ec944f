package io.eigencam.frame;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the sign of a component was chosen, and what the other rules would have chosen.
 *
 * @param rule the rule that decided
 * @param margin 0..1, how clearly it did: absolute correlation with the scores or boxes, or abs(sum
 *     v)/sqrt(C)
 * @param agreement of every rule that has something to say, whether its sign is the chosen one
 */
public record SignChoice(SignRule rule, double margin, Map<SignRule, Boolean> agreement) {
  public SignChoice {
    Objects.requireNonNull(rule, "rule");
    Map<SignRule, Boolean> copy = new EnumMap<>(SignRule.class);
    copy.putAll(agreement);
    agreement = Collections.unmodifiableMap(copy);
  }

  /** Whether the sign that favours the detected boxes is the same; null without detections. */
  public @Nullable Boolean agreesWithBoxes() {
    return agreement.get(SignRule.BOXES);
  }
}
