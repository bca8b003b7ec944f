package io.eigencam.benchmark;

import java.util.Collection;

/**
 * A figure over all rounds.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least of all rounds
 * @param most of all rounds
 */
public record Spread(double median, double least, double most) {

  static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no round was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}
