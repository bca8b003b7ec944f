package io.eigencam.drift;

/**
 * Mean and standard deviation of many values side by side, in one pass (B. Welford, Technometrics 4
 * (1962)).
 */
final class RunningMoments {
  private long count;
  private final double[] mean;
  private final double[] squares; // sums of squared deviations

  RunningMoments(int size) {
    this(0, new double[size], new double[size]);
  }

  private RunningMoments(long count, double[] mean, double[] squares) {
    this.count = count;
    this.mean = mean;
    this.squares = squares;
  }

  void add(double[] values) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double before = values[i] - mean[i];
      mean[i] += before / count;
      squares[i] += before * (values[i] - mean[i]);
    }
  }

  long count() {
    return count;
  }

  /** Not a copy. */
  double[] mean() {
    return mean;
  }

  /** Of everything that was added. */
  double deviation(int i) {
    return Math.sqrt(squares[i] / count);
  }

  /** Standard deviation of all values of all places about their common mean. */
  double overallDeviation() {
    double middle = 0;
    for (double value : mean) {
      middle += value / mean.length;
    }
    double variance = 0;
    for (int i = 0; i < mean.length; i++) {
      double away = mean[i] - middle;
      variance += squares[i] / count + away * away;
    }
    return Math.sqrt(variance / mean.length);
  }

  void write(StateOutput out) {
    out.number(count);
    out.doubles(mean);
    out.doubles(squares);
  }

  static RunningMoments read(StateInput in, int size) {
    return new RunningMoments(in.number(), in.doubles(size), in.doubles(size));
  }
}
