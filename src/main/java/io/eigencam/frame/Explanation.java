package io.eigencam.frame;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The attention of one frame.
 *
 * @param layers a layer each, in the order in which the layers were asked for
 * @param boxes the attention of {@link #bestAligned} in the box of every detection, in the order of
 *     the detections; empty when no layer has a map
 */
public record Explanation(List<LayerAttention> layers, List<BoxAttention> boxes) {
  private static final Comparator<LayerAttention> BEST_FIRST =
      Comparator.comparing(LayerAttention::hasMap)
          .thenComparingDouble(Explanation::alignment)
          .reversed();

  public Explanation {
    layers = List.copyOf(layers);
    boxes = List.copyOf(boxes);
  }

  /**
   * The layer to look at first: the one whose map has most to do with what the head scores. The
   * first one asked for where there are no scores; empty when no layer has a map.
   */
  public Optional<LayerAttention> bestAligned() {
    return bestFirst().stream().filter(LayerAttention::hasMap).findFirst();
  }

  /** All layers, best-aligned first; layers without a map last. */
  public List<LayerAttention> bestFirst() {
    return layers.stream().sorted(BEST_FIRST).toList();
  }

  private static double alignment(LayerAttention layer) {
    Double alignment = layer.alignment();
    return alignment == null ? Double.NEGATIVE_INFINITY : alignment;
  }
}
