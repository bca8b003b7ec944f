package io.eigencam.frame;

import java.util.Objects;

/**
 * What a classifier decided upon, for one picture: its last map before pooling and the weights that
 * turn it into logits. Holds the exact class activation map of every class.
 *
 * @param layer name of the map's layer
 * @param stride pixels of the model's input per position
 * @param features the whole map: a centre crop has no padding
 */
public record ClassEvidence(String layer, int stride, Activation features, ClassWeights weights) {
  public ClassEvidence {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(weights, "weights");
  }

  /** The class activation map, (rows, columns), signed, in logits. */
  public float[] map(int classId) {
    return weights.map(features, classId);
  }

  /** The logit of a class, which is the mean of its map and the bias. */
  public double logit(int classId) {
    double sum = 0;
    for (float value : map(classId)) {
      sum += value;
    }
    return sum / features.cells() + weights.bias(classId);
  }

  /** The probability of a class, 0..1: the softmax of the logits. */
  public double probability(int classId) {
    double own = logit(classId);
    double sum = 0;
    for (int other = 0; other < weights.classes(); other++) {
      sum += Math.exp(logit(other) - own);
    }
    return 1 / sum;
  }
}
