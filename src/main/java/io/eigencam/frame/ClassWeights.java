package io.eigencam.frame;

import java.util.Objects;

/**
 * The last layer of a classifier, which is linear: {@code logit(class) = bias(class) + sum over
 * channels of weight(channel, class) * mean of the channel over all positions}.
 *
 * <p>The mean and the sum can change places, so that every position has its own share in the logit:
 * the exact class activation map (Zhou et al., Learning Deep Features for Discriminative
 * Localization, CVPR 2016, section 2).
 */
public final class ClassWeights {
  private final int channels;
  private final int classes;
  private final float[] weights; // (channels, classes)
  private final float[] bias; // (classes)

  /**
   * @param weights (channels, classes) in C order; not copied
   * @param bias (classes); not copied
   */
  public ClassWeights(int channels, int classes, float[] weights, float[] bias) {
    this.channels = channels;
    this.classes = classes;
    this.weights = Objects.requireNonNull(weights, "weights");
    this.bias = Objects.requireNonNull(bias, "bias");
    if (weights.length != Math.multiplyExact(channels, classes) || bias.length != classes) {
      throw new IllegalArgumentException(
          "%d weights and %d biases are not those of %d channels and %d classes"
              .formatted(weights.length, bias.length, channels, classes));
    }
  }

  public int classes() {
    return classes;
  }

  public double bias(int classId) {
    return bias[Objects.checkIndex(classId, classes)];
  }

  /**
   * The class activation map: the mean of all its values, plus the bias, is the logit.
   *
   * @param features the last map before pooling, with as many channels as there are weights
   * @return (rows, columns), signed, in logits
   */
  public float[] map(Activation features, int classId) {
    Objects.checkIndex(classId, classes);
    if (features.channels() != channels) {
      throw new IllegalArgumentException(features + " does not have " + channels + " channels");
    }
    float[] map = new float[features.cells()];
    for (int cell = 0; cell < map.length; cell++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += (double) features.values()[cell * channels + c] * weights[c * classes + classId];
      }
      map[cell] = (float) sum;
    }
    return map;
  }
}
