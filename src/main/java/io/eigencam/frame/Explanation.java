package io.eigencam.frame;

import java.util.List;

/** The attention of one frame, a layer each, in the order in which the layers were asked for. */
public record Explanation(List<LayerAttention> layers) {
  public Explanation {
    layers = List.copyOf(layers);
  }
}
