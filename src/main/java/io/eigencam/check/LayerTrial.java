package io.eigencam.check;

import org.jspecify.annotations.Nullable;

/**
 * One layer's answers to all questions about one picture.
 *
 * @param look at the picture as it is
 * @param noisy at the picture with noise
 * @param occlusion null where there is no map
 * @param marking how well the map marks what was found; null where nothing was
 * @param energy the same of the baseline
 */
public record LayerTrial(
    LayerLook look,
    LayerLook noisy,
    @Nullable Occlusion occlusion,
    @Nullable Marking marking,
    @Nullable Marking energy) {

  /** Whether noise turned the sign of the map. */
  boolean flips() {
    return look.hasMap() && look.correlation(noisy) < 0;
  }
}
