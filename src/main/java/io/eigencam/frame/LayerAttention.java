package io.eigencam.frame;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of one layer: its map and the figures that say how far to trust it.
 *
 * @param map the signed map of the explained component; all zero with LOW_VARIANCE or RANK_EXCEEDED
 * @param sigma leading singular values of the centred activation, largest first
 * @param explainedVarianceRatio share of the variance of each, 0..1
 * @param sigma2OverSigma1 0..1; near 1 the leading component is unstable
 * @param signRule the rule that decided the sign
 * @param signMargin 0..1, how clearly it did: absolute correlation with the scores, or abs(sum
 *     v)/sqrt(C)
 * @param alignment correlation of the signed map with the score map, -1..1; null where there are no
 *     scores
 * @param signAgreesWithBoxes whether the boxes' sign is the same; null without detections
 * @param outsideShare share of the positive map outside all boxes, 0..1; null without detections
 * @param flags empty when the map can be trusted
 */
public record LayerAttention(
    AttentionMap map,
    List<Double> sigma,
    List<Double> explainedVarianceRatio,
    double sigma2OverSigma1,
    SignRule signRule,
    double signMargin,
    @Nullable Double alignment,
    @Nullable Boolean signAgreesWithBoxes,
    @Nullable Double outsideShare,
    Set<AttentionFlag> flags) {
  public LayerAttention {
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(signRule, "signRule");
    sigma = List.copyOf(sigma);
    explainedVarianceRatio = List.copyOf(explainedVarianceRatio);
    flags = Set.copyOf(flags);
  }

  public String layer() {
    return map.layer();
  }

  /** Whether there is anything to see; false where the map is zero because it had to be. */
  public boolean hasMap() {
    return !flags.contains(AttentionFlag.LOW_VARIANCE)
        && !flags.contains(AttentionFlag.RANK_EXCEEDED);
  }
}
