package io.eigencam.command;

import io.eigencam.explain.Fusion;
import io.eigencam.explain.LayerFusion;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.LayerAttention;
import org.jspecify.annotations.Nullable;

/** The values of {@code explain --fuse}. */
enum FuseOption {
  NONE(null, ""),
  MEAN(Fusion.MEAN, "mean"),
  MAX(Fusion.MAX, "maximum"),
  SIGMA(Fusion.SIGMA, "mean, weighted by sigma,"),
  PRODUCT(Fusion.PRODUCT, "product");

  private final @Nullable Fusion fusion;
  private final String words;

  FuseOption(@Nullable Fusion fusion, String words) {
    this.fusion = fusion;
    this.words = words;
  }

  /** What stands before "of p3, p4, p5". */
  String words() {
    return words;
  }

  /** All layers as one; null when that is not wanted, or fewer than two layers have a map. */
  @Nullable AttentionMap fuse(Explanation explanation) {
    if (fusion == null
        || explanation.layers().stream().filter(LayerAttention::hasMap).count() < 2) {
      return null;
    }
    return LayerFusion.of(explanation.layers(), fusion).orElse(null);
  }
}
