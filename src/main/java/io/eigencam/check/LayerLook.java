package io.eigencam.check;

import io.eigencam.frame.Activation;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import java.util.Arrays;

/** What one layer says of one picture, kept small: the activation itself is gone. */
public final class LayerLook {
  private final LayerAttention attention;
  private final double[] direction; // (channels), unit length, its sign is arbitrary
  private final AttentionMap energy;
  private final int channels;

  private LayerLook(
      LayerAttention attention, double[] direction, AttentionMap energy, int channels) {
    this.attention = attention;
    this.direction = direction;
    this.energy = energy;
    this.channels = channels;
  }

  static LayerLook of(LayerFeatures features, LayerAttention attention) {
    int channels = features.activation().channels();
    Eigenpairs pairs = Eigenpairs.leading(SymmetricMatrix.ofGram(channels, features.gram()), 1);
    double[] direction = pairs.count() > 0 ? pairs.vector(0) : new double[channels];
    return new LayerLook(attention, direction, energy(features, attention.map()), channels);
  }

  /** The baseline that needs no decomposition: L2 norm of every cell, above its median. */
  private static AttentionMap energy(LayerFeatures features, AttentionMap map) {
    Activation activation = features.activation();
    float[] norms = new float[activation.cells()];
    for (int cell = 0; cell < norms.length; cell++) {
      double squares = 0;
      for (int c = 0; c < activation.channels(); c++) {
        double value = activation.values()[cell * activation.channels() + c];
        squares += value * value;
      }
      norms[cell] = (float) Math.sqrt(squares);
    }
    float[] sorted = norms.clone();
    Arrays.sort(sorted);
    float median = sorted[sorted.length / 2];
    for (int cell = 0; cell < norms.length; cell++) {
      norms[cell] -= median;
    }
    return new AttentionMap(map.layer(), 0, map.rows(), map.columns(), norms, map.cellToPicture());
  }

  public LayerAttention attention() {
    return attention;
  }

  public AttentionMap map() {
    return attention.map();
  }

  /** Values above 0 count, as in {@link #map}. */
  AttentionMap energy() {
    return energy;
  }

  int channels() {
    return channels;
  }

  public boolean hasMap() {
    return attention.hasMap();
  }

  /** Whether the map's sign can be relied on. */
  public boolean signSure() {
    return hasMap() && !attention.flags().contains(AttentionFlag.SIGN_UNSURE);
  }

  /** The component, (channels), unit length, not a copy; its sign is arbitrary. */
  double[] direction() {
    return direction;
  }

  /** Absolute cosine of the angle between the components of two looks, 0..1. */
  double cosine(LayerLook other) {
    double sum = 0;
    for (int c = 0; c < direction.length; c++) {
      sum += direction[c] * other.direction[c];
    }
    return Math.min(1, Math.abs(sum));
  }

  /** Correlation of the signed maps, -1..1: below 0 the sign has flipped. */
  double correlation(LayerLook other) {
    return MapLikeness.pearson(map().projection(), other.map().projection());
  }
}
