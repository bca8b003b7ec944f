package io.eigencam.drift;

/** How far two distributions of attention over a grid are apart. */
final class ShareDistance {
  private ShareDistance() {}

  /**
   * Jensen-Shannon divergence, 0..ln 2 (J. Lin, Divergence Measures Based on the Shannon Entropy,
   * IEEE Trans. Information Theory 37 (1991), equation 3.1 with equal weights).
   */
  static double jensenShannon(double[] p, float[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double middle = (p[i] + q[i]) / 2;
      sum += weighed(p[i], middle) + weighed(q[i], middle);
    }
    return Math.max(0, Math.min(Math.log(2), sum / 2));
  }

  private static double weighed(double share, double middle) {
    return share > 0 ? share * Math.log(share / middle) : 0;
  }

  /**
   * Mean of the first Wasserstein distances of the two marginals, each with a side of length 1:
   * mean absolute difference of the cumulative shares (S. Vallender, Theory of Probability and its
   * Applications 18 (1974)).
   */
  static double wasserstein(double[] p, float[] q, int rows, int columns) {
    double[] byRow = new double[rows];
    double[] byColumn = new double[columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int cell = row * columns + column;
        double difference = p[cell] - q[cell];
        byRow[row] += difference;
        byColumn[column] += difference;
      }
    }
    return (meanCumulative(byRow) + meanCumulative(byColumn)) / 2;
  }

  private static double meanCumulative(double[] differences) {
    double cumulative = 0;
    double sum = 0;
    for (double difference : differences) {
      cumulative += difference;
      sum += Math.abs(cumulative);
    }
    return sum / differences.length;
  }
}
