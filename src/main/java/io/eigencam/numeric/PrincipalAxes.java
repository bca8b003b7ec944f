package io.eigencam.numeric;

import java.util.Arrays;

/**
 * All principal axes of a set of rows, in double precision: right singular vectors of the matrix,
 * centred or not, through the Gram matrix of its shorter side.
 */
public final class PrincipalAxes {
  /** A Gram matrix of this side takes 128 MiB, and minutes to decompose. */
  public static final int LONGEST_SHORTER_SIDE = 4096;

  private final int rows;
  private final int columns;
  private final double[] matrix; // (rows, columns): the data, centred or not
  private final double squares;
  private final double variance;
  private final Eigenpairs pairs; // of the Gram matrix of the shorter side

  private PrincipalAxes(int rows, int columns, float[] values, boolean centre) {
    if (values.length != (long) rows * columns) {
      throw new IllegalArgumentException("the values do not fill %dx%d".formatted(rows, columns));
    }
    if (Math.min(rows, columns) > LONGEST_SHORTER_SIDE) {
      throw new IllegalArgumentException(
          "%dx%d values: one side must be at most %d"
              .formatted(rows, columns, LONGEST_SHORTER_SIDE));
    }
    this.rows = rows;
    this.columns = columns;
    double[] mean = new double[columns];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      mean[i % columns] += values[i];
      sum += (double) values[i] * values[i];
    }
    this.squares = sum;
    this.matrix = new double[values.length];
    double aroundMean = 0;
    for (int i = 0; i < values.length; i++) {
      double centred = values[i] - mean[i % columns] / rows;
      aroundMean += centred * centred;
      matrix[i] = centre ? centred : values[i];
    }
    this.variance = aroundMean;
    this.pairs = Eigenpairs.all(columns <= rows ? columnGram() : rowGram());
  }

  /**
   * Of the centred matrix: its principal axes.
   *
   * @param values (rows, columns), finite; one of the two at most {@link #LONGEST_SHORTER_SIDE}
   */
  public static PrincipalAxes of(int rows, int columns, float[] values) {
    return new PrincipalAxes(rows, columns, values, true);
  }

  /** The same of the matrix as it is: its right singular vectors. */
  public static PrincipalAxes uncentred(int rows, int columns, float[] values) {
    return new PrincipalAxes(rows, columns, values, false);
  }

  /** How many singular values there are: the length of the shorter side. */
  public int count() {
    return pairs.count();
  }

  /** The k-th singular value of the matrix, k counted from 0. */
  public double sigma(int k) {
    return Math.sqrt(Math.max(0, pairs.value(k)));
  }

  /** Singular values above {@code sigma(0) * max(rows, columns) * 2^-23}. */
  public int rank() {
    double floor = sigma(0) * Math.max(rows, columns) * 0x1p-23;
    int rank = 0;
    while (rank < count() && sigma(rank) > floor) {
      rank++;
    }
    return rank;
  }

  /** Sum of squares of the centred matrix, whether it was centred here or not. */
  public double variance() {
    return variance;
  }

  /** Sum of squares before centring. */
  public double sumOfSquares() {
    return squares;
  }

  /** The k-th axis, k below the rank: unit length, (columns); its sign is arbitrary. */
  public double[] axis(int k) {
    if (columns <= rows) {
      return pairs.vector(k);
    }
    double[] axis = new double[columns];
    double length = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        axis[column] += pairs.vector(k)[row] * matrix[row * columns + column];
      }
    }
    for (double value : axis) {
      length += value * value;
    }
    double scale = 1 / Math.sqrt(length);
    return Arrays.stream(axis).map(value -> value * scale).toArray();
  }

  private SymmetricMatrix columnGram() {
    double[] gram = new double[columns * columns];
    for (int row = 0; row < rows; row++) {
      int first = row * columns;
      for (int i = 0; i < columns; i++) {
        double factor = matrix[first + i];
        for (int j = 0; j < columns; j++) {
          gram[i * columns + j] += factor * matrix[first + j];
        }
      }
    }
    return SymmetricMatrix.of(columns, gram);
  }

  private SymmetricMatrix rowGram() {
    double[] gram = new double[rows * rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int column = 0; column < columns; column++) {
          sum += matrix[i * columns + column] * matrix[j * columns + column];
        }
        gram[i * rows + j] = sum;
        gram[j * rows + i] = sum;
      }
    }
    return SymmetricMatrix.of(rows, gram);
  }
}
