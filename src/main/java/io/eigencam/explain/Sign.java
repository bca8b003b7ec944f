package io.eigencam.explain;

import io.eigencam.frame.SignRule;
import org.jspecify.annotations.Nullable;

/**
 * A decision on the sign of a component, which mathematics leaves open.
 *
 * @param value 1 or -1: what to multiply the projection with
 * @param rule the rule that decided
 * @param margin how clearly, 0..1
 */
record Sign(int value, SignRule rule, double margin) {

  /** The channels' sum is positive; margin: abs(sum v) / sqrt(C). */
  static Sign channelSum(double[] direction) {
    double sum = 0;
    double largest = 0;
    for (double channel : direction) {
      sum += channel;
      if (Math.abs(channel) > Math.abs(largest)) {
        largest = channel;
      }
    }
    // The tie is not left to the solver, whose sign means nothing.
    int value = sign(sum == 0 ? largest : sum);
    return new Sign(value, SignRule.CHANNEL_SUM, Math.abs(sum) / Math.sqrt(direction.length));
  }

  /** The larger extreme is positive; margin: by how much of it the extremes differ. */
  static Sign extremum(Projection projection) {
    double min = projection.min();
    double max = projection.max();
    double larger = Math.max(-min, max);
    return new Sign(
        sign(min + max), SignRule.EXTREMUM, larger > 0 ? Math.abs(min + max) / larger : 0);
  }

  /** The mean over the cells is positive; margin: the mean's share of the root mean square. */
  static Sign mean(Projection projection) {
    double squares = 0;
    for (double value : projection.values()) {
      squares += value * value;
    }
    double mean = projection.mean();
    double root = Math.sqrt(squares / projection.values().length);
    return new Sign(sign(mean), SignRule.MEAN, root > 0 ? Math.abs(mean) / root : 0);
  }

  /** The map and a map of scores or boxes go together; null when they say nothing of each other. */
  static @Nullable Sign correlated(Projection projection, float[] map, SignRule rule) {
    double correlation = projection.correlation(map);
    return correlation == 0 ? null : new Sign(sign(correlation), rule, Math.abs(correlation));
  }

  private static int sign(double value) {
    return value < 0 ? -1 : 1;
  }
}
