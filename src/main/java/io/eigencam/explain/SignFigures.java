package io.eigencam.explain;

import io.eigencam.frame.SignRule;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the sign rules say of a component.
 *
 * @param rule the rule that was applied
 * @param margin abs(sum v) / sqrt(C), whatever the rule
 * @param correlation abs of the correlation of the projection with the mean over the channels
 * @param signs sign of every rule relative to CHANNEL_SUM; BOXES only where there are boxes, MEAN
 *     only of uncentred components
 */
public record SignFigures(
    SignRule rule, double margin, double correlation, Map<SignRule, Integer> signs) {
  public SignFigures {
    signs = Collections.unmodifiableMap(new EnumMap<>(signs));
  }
}
