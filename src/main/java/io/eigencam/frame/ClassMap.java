package io.eigencam.frame;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A map for one class with its figures.
 *
 * @param attention kind SCORE, SCORE_WEIGHTED, MEAN_DIFFERENCE or CLASS_ACTIVATION
 * @param shares where its attention lies
 * @param correlationWithEigenCam of the two signed maps, cell by cell, -1..1: near 1 the class adds
 *     nothing to what the layer shows anyway; of the score map, on the grid of the best-aligned
 *     layer, with that layer's; null where either map is zero
 */
public record ClassMap(
    LayerAttention attention, ClassShares shares, @Nullable Double correlationWithEigenCam) {
  public ClassMap {
    Objects.requireNonNull(attention, "attention");
    Objects.requireNonNull(shares, "shares");
  }
}
