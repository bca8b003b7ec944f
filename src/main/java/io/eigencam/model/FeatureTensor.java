package io.eigencam.model;

import java.util.Objects;

/**
 * An inner tensor of the network with the grid of a picture: NHWC, [batch, rows, columns,
 * channels].
 *
 * @param name "p3", "p4", ..., "sppf", "backboneEnd", "last", or a tensor's own name
 * @param tensor name in the flat graph, "node:0"
 * @param stride pixels of the input per cell
 */
public record FeatureTensor(
    String name, String tensor, int stride, int rows, int columns, int channels) {
  public FeatureTensor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tensor, "tensor");
    if (stride < 1 || rows < 1 || columns < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "%s: %dx%dx%d at stride %d is no feature map"
              .formatted(name, rows, columns, channels, stride));
    }
  }
}
