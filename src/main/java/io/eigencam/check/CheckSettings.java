package io.eigencam.check;

import java.util.List;

/**
 * How a model is checked.
 *
 * @param layers to check; empty for all that the model's structure shows
 * @param depths shares of the convolutions that are drawn anew one after the other, rising to 1
 * @param seed of the random filters
 */
public record CheckSettings(List<String> layers, List<Double> depths, long seed) {
  public static final CheckSettings DEFAULT =
      new CheckSettings(List.of(), List.of(0.25, 0.5, 0.75, 1.0), 1);

  public CheckSettings {
    layers = List.copyOf(layers);
    depths = List.copyOf(depths);
    if (depths.isEmpty() || depths.get(depths.size() - 1) != 1) {
      throw new IllegalArgumentException("depths end with 1, the wholly random network: " + depths);
    }
  }

  /** The same for some layers. */
  public CheckSettings withLayers(List<String> some) {
    return new CheckSettings(some, depths, seed);
  }
}
