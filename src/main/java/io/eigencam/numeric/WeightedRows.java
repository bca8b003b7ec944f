package io.eigencam.numeric;

import java.util.Objects;

/**
 * Rows of numbers that do not all count the same: their mean and their second moments, in double
 * precision and in a fixed order of summation.
 */
public final class WeightedRows {
  private final int columns;
  private final float[] values; // (rows, columns)
  private final double[] weights; // (rows), not negative
  private final double total;

  /**
   * @param values (rows, columns), finite; not copied
   * @param weights a value per row, finite and not negative; not copied
   */
  public WeightedRows(int columns, float[] values, double[] weights) {
    this.columns = columns;
    this.values = Objects.requireNonNull(values, "values");
    this.weights = Objects.requireNonNull(weights, "weights");
    if (columns < 1 || values.length != (long) weights.length * columns) {
      throw new IllegalArgumentException(
          "%d values are no %d rows of %d".formatted(values.length, weights.length, columns));
    }
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight must be finite and at least 0: " + weight);
      }
      sum += weight;
    }
    this.total = sum;
  }

  /** Sum of the weights. */
  public double total() {
    return total;
  }

  /**
   * Weighted mean of every column.
   *
   * @throws IllegalStateException if all weights are 0
   */
  public double[] mean() {
    if (total == 0) {
      throw new IllegalStateException("rows without weight have no mean");
    }
    double[] mean = new double[columns];
    for (int row = 0; row < weights.length; row++) {
      double weight = weights[row];
      if (weight > 0) {
        for (int column = 0; column < columns; column++) {
          mean[column] += weight * values[row * columns + column];
        }
      }
    }
    for (int column = 0; column < columns; column++) {
      mean[column] /= total;
    }
    return mean;
  }

  /**
   * Sum over the rows of weight x (row - about)(row - about)', a (columns, columns) matrix: the
   * Gram matrix of the rows that are moved by {@code about} and scaled by the root of their weight.
   *
   * @param about (columns)
   * @throws IllegalArgumentException if a value is not finite
   */
  public SymmetricMatrix secondMoments(double[] about) {
    double[] moments = new double[columns * columns];
    double[] moved = new double[columns];
    for (int row = 0; row < weights.length; row++) {
      double weight = weights[row];
      if (weight == 0) {
        continue;
      }
      for (int column = 0; column < columns; column++) {
        moved[column] = values[row * columns + column] - about[column];
      }
      for (int i = 0; i < columns; i++) {
        double factor = weight * moved[i];
        int first = i * columns;
        for (int j = 0; j <= i; j++) {
          moments[first + j] += factor * moved[j];
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        moments[j * columns + i] = moments[i * columns + j];
      }
    }
    return SymmetricMatrix.of(columns, moments);
  }
}
