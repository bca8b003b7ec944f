package io.eigencam.model;

import io.eigencam.frame.ClassWeights;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the weights of a classifier's last layer and proves, by two runs on synthetic pictures,
 * that the layer is what it seems: a linear one upon the mean of the last map. The first run gives
 * the bias, the second one must come out right with it.
 */
final class LinearHead {
  /** Relative to the largest logit. Rounding was at most 1e-6; a wrong layer is off by far more. */
  private static final double TOLERANCE = 1e-5;

  /** How far the probabilities of all classes may miss 1 together. */
  private static final double NOT_ONE = 1e-3;

  private final FlatModel model;
  private final String output;
  private final int classes;

  LinearHead(FlatModel model, String output, int classes) {
    this.model = model;
    this.output = output;
    this.classes = classes;
  }

  /**
   * @param last the map before pooling
   * @param weight the weights, [channels, classes] or transposed, possibly with leading axes of 1
   * @param logits what goes into the softmax; null where there is none
   * @return null if the layers behind the map are not a mean and one linear layer
   * @throws ModelRejected if the output is no list of probabilities
   */
  @Nullable ClassWeights weights(
      FeatureTensor last, @Nullable String weight, @Nullable String logits) throws ModelRejected {
    float[] picture = ProbePicture.of(model.inputHeight(), model.inputWidth());
    float[] other = new float[picture.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = 1 - picture[i];
    }
    try (GraphSession session = GraphSession.open(model)) {
      requireProbabilities(one(session, picture, output).values());
      if (weight == null || logits == null) {
        return null;
      }
      FloatTensor weights = one(session, picture, weight);
      Run first = run(session, picture, last, logits);
      Run second = run(session, other, last, logits);
      for (boolean transposed : new boolean[] {false, true}) {
        float[] matrix = matrix(weights, last.channels(), transposed);
        if (matrix != null) {
          float[] bias = first.bias(matrix);
          if (second.confirms(matrix, bias)) {
            return new ClassWeights(last.channels(), classes, matrix, bias);
          }
        }
      }
      return null;
    }
  }

  private void requireProbabilities(float[] values) throws ModelRejected {
    double sum = 0;
    boolean negative = false;
    for (int i = 0; i < classes; i++) {
      sum += values[i];
      negative |= values[i] < 0;
    }
    if (negative || !(Math.abs(sum - 1) <= NOT_ONE)) {
      throw new ModelRejected(
          "the output '%s' holds no probabilities, its values add up to %.3g and not to 1; export"
                  .formatted(output, sum)
              + " the classifier with its softmax");
    }
  }

  private Run run(GraphSession session, float[] picture, FeatureTensor last, String logits)
      throws ModelRejected {
    float[] map = one(session, picture, last.tensor()).values();
    double[] mean = new double[last.channels()];
    int cells = last.rows() * last.columns();
    for (int i = 0; i < cells * mean.length; i++) {
      mean[i % mean.length] += (double) map[i] / cells;
    }
    return new Run(mean, one(session, picture, logits).values(), classes);
  }

  private static FloatTensor one(GraphSession session, float[] picture, String tensor)
      throws ModelRejected {
    return Objects.requireNonNull(session.run(picture, List.of(tensor)).get(tensor));
  }

  /** (channels, classes) in C order; null if the tensor is nothing like it. */
  private float @Nullable [] matrix(FloatTensor tensor, int channels, boolean transposed) {
    int rank = tensor.rank();
    if (rank < 2 || tensor.values().length != channels * classes) {
      return null;
    }
    int rows = tensor.size(rank - 2);
    int columns = tensor.size(rank - 1);
    if (rows != (transposed ? classes : channels) || columns != (transposed ? channels : classes)) {
      return null;
    }
    if (!transposed) {
      return tensor.values();
    }
    float[] matrix = new float[channels * classes];
    for (int k = 0; k < classes; k++) {
      for (int c = 0; c < channels; c++) {
        matrix[c * classes + k] = tensor.values()[k * channels + c];
      }
    }
    return matrix;
  }

  /** What one picture gave. */
  private static final class Run {
    private final double[] mean; // (channels)
    private final float[] logits; // (classes), of the first picture of a batch
    private final int classes;

    Run(double[] mean, float[] logits, int classes) {
      this.mean = mean;
      this.logits = logits;
      this.classes = classes;
    }

    float[] bias(float[] matrix) {
      float[] bias = new float[classes];
      for (int k = 0; k < classes; k++) {
        bias[k] = (float) (logits[k] - product(matrix, k));
      }
      return bias;
    }

    boolean confirms(float[] matrix, float[] bias) {
      double largest = 0;
      double error = 0;
      for (int k = 0; k < classes; k++) {
        largest = Math.max(largest, Math.abs(logits[k]));
        error = Math.max(error, Math.abs(product(matrix, k) + bias[k] - logits[k]));
      }
      return error <= TOLERANCE * (1 + largest);
    }

    private double product(float[] matrix, int classId) {
      double sum = 0;
      for (int c = 0; c < mean.length; c++) {
        sum += mean[c] * matrix[c * classes + classId];
      }
      return sum;
    }
  }
}
