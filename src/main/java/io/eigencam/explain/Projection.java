package io.eigencam.explain;

import java.util.Objects;

/** What every cell of a grid answers in the direction of a component; positive is attention. */
final class Projection {
  private final double[] values; // a value per cell

  Projection(double[] values) {
    this.values = Objects.requireNonNull(values, "values");
  }

  /**
   * Projects every cell on a direction. Centring the result equals centring every channel before.
   *
   * @param activation (cells, channels); NaN must have been dealt with
   * @param direction (channels)
   */
  static Projection of(float[] activation, double[] direction) {
    Projection projection = uncentred(activation, direction);
    projection.centre();
    return projection;
  }

  /** The same with the activation as it is. */
  static Projection uncentred(float[] activation, double[] direction) {
    int channels = direction.length;
    double[] values = new double[activation.length / channels];
    int cell = 0;
    // Four cells side by side: faster than one after the other, and the same bits.
    for (; cell + 4 <= values.length; cell += 4) {
      int first = cell * channels;
      int second = first + channels;
      int third = second + channels;
      int fourth = third + channels;
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (int i = 0; i < channels; i++) {
        a += direction[i] * activation[first + i];
        b += direction[i] * activation[second + i];
        c += direction[i] * activation[third + i];
        d += direction[i] * activation[fourth + i];
      }
      values[cell] = a;
      values[cell + 1] = b;
      values[cell + 2] = c;
      values[cell + 3] = d;
    }
    for (; cell < values.length; cell++) {
      for (int i = 0; i < channels; i++) {
        values[cell] += direction[i] * activation[cell * channels + i];
      }
    }
    return new Projection(values);
  }

  /** Values of any kind, less their mean. */
  static Projection centred(float[] values) {
    double[] copy = new double[values.length];
    for (int cell = 0; cell < copy.length; cell++) {
      copy[cell] = values[cell];
    }
    Projection projection = new Projection(copy);
    projection.centre();
    return projection;
  }

  private void centre() {
    double mean = mean();
    for (int cell = 0; cell < values.length; cell++) {
      values[cell] -= mean;
    }
  }

  double mean() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Not a copy. */
  double[] values() {
    return values;
  }

  Projection times(int sign) {
    if (sign > 0) {
      return this;
    }
    double[] negated = new double[values.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -values[i];
    }
    return new Projection(negated);
  }

  float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Of finite values. */
  double min() {
    double min = values[0];
    for (double value : values) {
      min = value < min ? value : min; // faster than Math.min, which looks for -0 as well
    }
    return min;
  }

  /** Of finite values. */
  double max() {
    double max = values[0];
    for (double value : values) {
      max = value > max ? value : max;
    }
    return max;
  }

  /** Share of the cells that viewers clip. */
  double clippedShare() {
    int clipped = 0;
    for (double value : values) {
      clipped += value <= 0 ? 1 : 0;
    }
    return (double) clipped / values.length;
  }

  boolean isFinite() {
    return Double.isFinite(mean()); // sums of finite floats do not overflow in double
  }

  /** Pearson's correlation with another value per cell, -1..1; 0 where either does not vary. */
  double correlation(float[] other) {
    double mean = mean();
    double otherMean = 0;
    for (float value : other) {
      otherMean += value;
    }
    otherMean /= other.length;
    double covariance = 0;
    double variance = 0;
    double otherVariance = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - mean;
      double otherDifference = other[i] - otherMean;
      covariance += otherDifference * difference;
      variance += difference * difference;
      otherVariance += otherDifference * otherDifference;
    }
    double scale = Math.sqrt(variance) * Math.sqrt(otherVariance);
    return scale > 0 ? Math.max(-1, Math.min(1, covariance / scale)) : 0;
  }
}
