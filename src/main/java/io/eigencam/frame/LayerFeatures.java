package io.eigencam.frame;

import java.util.Objects;

/**
 * One layer of one frame, ready to be explained: valid cells only, with their centred Gram matrix.
 */
public final class LayerFeatures {
  private final String layer;
  private final int stride;
  private final CellRegion valid;
  private final Activation activation; // (valid.rows, valid.columns, channels)
  private final float[] mean; // (channels)
  private final float[]
      gram; // (channels, channels), row-major: sum over valid cells of (x - mean)(x - mean)'

  /** Arrays are not copied. */
  public LayerFeatures(
      String layer,
      int stride,
      CellRegion valid,
      Activation activation,
      float[] mean,
      float[] gram) {
    this.layer = Objects.requireNonNull(layer, "layer");
    this.stride = stride;
    this.valid = Objects.requireNonNull(valid, "valid");
    this.activation = Objects.requireNonNull(activation, "activation");
    this.mean = Objects.requireNonNull(mean, "mean");
    this.gram = Objects.requireNonNull(gram, "gram");
    int channels = activation.channels();
    if (activation.rows() != valid.rows() || activation.columns() != valid.columns()) {
      throw new IllegalArgumentException(layer + ": " + activation + " does not fill " + valid);
    }
    if (mean.length != channels || gram.length != channels * channels) {
      throw new IllegalArgumentException(
          layer + ": mean and Gram matrix do not have " + channels + " channels");
    }
  }

  /** "p3", "p4", "p5", "sppf", or a tensor's name. */
  public String layer() {
    return layer;
  }

  /** Pixels of the model's input per cell. */
  public int stride() {
    return stride;
  }

  /** Which cells of the layer's grid are here; the rest is padding of the letterbox. */
  public CellRegion valid() {
    return valid;
  }

  /** The valid cells. */
  public Activation activation() {
    return activation;
  }

  /** Mean of every channel over the valid cells, not a copy. */
  public float[] mean() {
    return mean;
  }

  /** Centred Gram matrix (channels x channels, row-major), not a copy. */
  public float[] gram() {
    return gram;
  }
}
