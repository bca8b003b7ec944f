package io.eigencam.drift;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.MapKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at of one layer of one frame.
 *
 * @param features valid cells only
 * @param cells from the layer's valid cells to pixels of the picture
 * @param detections of the frame
 * @param attention the map that is called attention before people: the leading component of the
 *     centred cells, signed; null where there is none
 */
public record LayerSample(
    LayerFeatures features,
    CellToPicture cells,
    List<Detection> detections,
    @Nullable AttentionMap attention) {
  public LayerSample {
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(cells, "cells");
    detections = List.copyOf(detections);
    if (attention != null
        && (attention.rows() != features.valid().rows()
            || attention.columns() != features.valid().columns())) {
      throw new IllegalArgumentException(
          "%s: the map has %dx%d cells, the layer %s"
              .formatted(
                  features.layer(), attention.rows(), attention.columns(), features.valid()));
    }
  }

  /** Every layer of a frame. */
  public static List<LayerSample> of(Inference inference, Explanation explanation) {
    return inference.layers().stream()
        .map(
            layer ->
                new LayerSample(
                    layer,
                    inference.letterbox().cellToPicture(layer.stride()),
                    inference.detections(),
                    centred(layer.layer(), explanation)))
        .toList();
  }

  private static @Nullable AttentionMap centred(String layer, Explanation explanation) {
    return Stream.concat(explanation.layers().stream(), explanation.further().stream())
        .filter(attention -> attention.layer().equals(layer) && attention.hasMap())
        .map(LayerAttention::map)
        .filter(map -> map.kind() == MapKind.EIGEN && map.component() == 0)
        .findFirst()
        .orElse(null);
  }

  /** The grid on which this layer is compared. */
  public PooledGrid grid() {
    return PooledGrid.of(features.valid().rows(), features.valid().columns());
  }
}
