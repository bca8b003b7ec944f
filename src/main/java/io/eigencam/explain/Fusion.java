package io.eigencam.explain;

import java.util.Arrays;
import java.util.List;

/**
 * How the maps of several layers become one. Every map has been clipped at 0, scaled to 0..1 and
 * brought to one grid before; the result is scaled again.
 */
public enum Fusion {
  /** What the reference implementations do: {@code aggregate_multi_layers} of pytorch-grad-cam. */
  MEAN,
  /** Attention of any layer. */
  MAX,
  /**
   * Mean weighted by the singular value of each layer's component: the strong layers count. Without
   * singular values the plain mean.
   */
  SIGMA,
  /** Attention that every layer shares (as RefineCAM's, of pytorch-grad-cam). */
  PRODUCT;

  /**
   * @param maps of one length, 0..1
   * @param sigma of each map's component
   * @return 0..1; all 0 without maps
   */
  double[] join(List<double[]> maps, List<Double> sigma, int length) {
    double[] joined = new double[length];
    if (maps.isEmpty()) {
      return joined;
    }
    double total = sigma.stream().mapToDouble(value -> value).sum();
    Arrays.fill(joined, this == PRODUCT ? 1 : 0);
    for (int layer = 0; layer < maps.size(); layer++) {
      double[] map = maps.get(layer);
      double weight = this == SIGMA && total > 0 ? sigma.get(layer) / total : 1.0 / maps.size();
      for (int i = 0; i < length; i++) {
        joined[i] =
            switch (this) {
              case MEAN, SIGMA -> joined[i] + weight * map[i];
              case MAX -> Math.max(joined[i], map[i]);
              case PRODUCT -> joined[i] * map[i];
            };
      }
    }
    UnitRange.scale(joined);
    return joined;
  }
}
