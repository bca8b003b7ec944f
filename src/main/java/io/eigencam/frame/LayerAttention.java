package io.eigencam.frame;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One map of one layer and the figures that say how far to trust it.
 *
 * @param map all zero with LOW_VARIANCE or RANK_EXCEEDED
 * @param spectrum what the map's component is one of; {@link SingularValues#NONE} for kinds without
 * @param sign how the sign was chosen; null where the kind leaves none open
 * @param alignment correlation of the map with the score map, -1..1; null where there are no scores
 * @param outsideShare share of the positive map outside all boxes, 0..1; null without detections
 * @param flags empty when the map can be trusted
 */
public record LayerAttention(
    AttentionMap map,
    SingularValues spectrum,
    @Nullable SignChoice sign,
    @Nullable Double alignment,
    @Nullable Double outsideShare,
    Set<AttentionFlag> flags) {
  public LayerAttention {
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(spectrum, "spectrum");
    flags = Set.copyOf(flags);
  }

  public String layer() {
    return map.layer();
  }

  public List<Double> sigma() {
    return spectrum.sigma();
  }

  /** Singular value of the map's component; 0 beyond the rank, and for kinds without one. */
  public double componentSigma() {
    return map.component() < spectrum.sigma().size() ? spectrum.sigma().get(map.component()) : 0;
  }

  /** Share of the variance that the map's component explains, 0..1; null for kinds without one. */
  public @Nullable Double componentShare() {
    List<Double> shares = spectrum.explainedVarianceRatio();
    if (shares.isEmpty()) {
      return null;
    }
    return map.component() < shares.size() ? shares.get(map.component()) : 0.0;
  }

  /** Whether there is a map, but not one to rely on: its sign or its component may be another. */
  public boolean isUnsure() {
    return flags.contains(AttentionFlag.SIGN_UNSURE)
        || flags.contains(AttentionFlag.UNSTABLE_COMPONENT);
  }

  /** Whether there is anything to see; false where the map is zero because it had to be. */
  public boolean hasMap() {
    return !flags.contains(AttentionFlag.LOW_VARIANCE)
        && !flags.contains(AttentionFlag.RANK_EXCEEDED);
  }
}
