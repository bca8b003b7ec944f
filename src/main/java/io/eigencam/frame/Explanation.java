package io.eigencam.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The attention of one frame.
 *
 * @param layers a map for each layer, in the order in which the layers were asked for
 * @param boxes the attention of {@link #bestAligned} in the box of every detection, in the order of
 *     the detections; empty when there is no such layer
 * @param further maps beside those of {@code layers}: other components, kinds or classes
 */
public record Explanation(
    List<LayerAttention> layers, List<BoxAttention> boxes, List<LayerAttention> further) {
  private static final Comparator<LayerAttention> BEST_FIRST =
      Comparator.comparing(LayerAttention::hasMap)
          .thenComparingDouble(Explanation::alignment)
          .reversed();

  public Explanation {
    layers = List.copyOf(layers);
    boxes = List.copyOf(boxes);
    further = List.copyOf(further);
  }

  /** A map for each layer, and nothing else. */
  public Explanation(List<LayerAttention> layers, List<BoxAttention> boxes) {
    this(layers, boxes, List.of());
  }

  /** The same with more maps beside it, behind those that are there. */
  public Explanation with(List<LayerAttention> more) {
    List<LayerAttention> all = new ArrayList<>(further);
    all.addAll(more);
    return new Explanation(layers, boxes, all);
  }

  /**
   * The layer to look at first: the one whose map has most to do with what the head scores. The
   * first one asked for where there are no scores; empty when no layer has a map, and where maps
   * are uncentred: those often show the background, and are not to be measured as attention.
   */
  public Optional<LayerAttention> bestAligned() {
    return bestFirst().stream()
        .filter(LayerAttention::hasMap)
        .filter(layer -> layer.map().kind() != MapKind.EIGEN_UNCENTERED)
        .findFirst();
  }

  /** All layers, best-aligned first; layers without a map last. */
  public List<LayerAttention> bestFirst() {
    return layers.stream().sorted(BEST_FIRST).toList();
  }

  /** Class activation maps: no estimate of what a classifier looked at, but its decision, split. */
  public List<LayerAttention> exact() {
    return further.stream().filter(Explanation::isExact).toList();
  }

  /**
   * Every map in the order in which it is shown and published: what is exact, the layers, then what
   * else is beside them.
   */
  public List<LayerAttention> all() {
    List<LayerAttention> all = new ArrayList<>(exact());
    all.addAll(bestFirst());
    further.stream().filter(map -> !isExact(map)).forEach(all::add);
    return all;
  }

  private static boolean isExact(LayerAttention attention) {
    return attention.map().kind() == MapKind.CLASS_ACTIVATION;
  }

  private static double alignment(LayerAttention layer) {
    Double alignment = layer.alignment();
    return alignment == null ? Double.NEGATIVE_INFINITY : alignment;
  }
}
