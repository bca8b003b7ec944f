package io.eigencam.drift;

import io.eigencam.numeric.DotProduct;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import java.util.Arrays;

/**
 * The leading eigenvectors of a sum of w x x' over any number of vectors, without the sum itself,
 * whose square of channels would not fit into a camera's state: Frequent Directions (E. Liberty,
 * KDD 2013; M. Ghashami, E. Liberty, J. Phillips and D. Woodruff, SIAM J. Computing 45 (2016)).
 *
 * <p>It keeps n vectors whose sum of x x' is below the true one by at most the energy outside the
 * leading k directions, divided by n + 1 - k. What it keeps is float, in memory as in a store: a
 * sketch that was stored and read goes on to the same bits.
 */
final class DirectionSketch {
  private final int channels;
  private final float[] rows; // (kept, channels), orthogonal, longest first

  DirectionSketch(int channels, int kept) {
    this(channels, new float[kept * channels]);
  }

  /**
   * What was kept.
   *
   * @param rows (kept, channels), not copied
   */
  DirectionSketch(int channels, float[] rows) {
    if (channels < 1 || rows.length == 0 || rows.length % channels != 0) {
      throw new IllegalArgumentException(
          "%d values are no sketch of %d channels".formatted(rows.length, channels));
    }
    this.channels = channels;
    this.rows = rows;
  }

  /** (kept, channels), not a copy. */
  float[] rows() {
    return rows;
  }

  /**
   * Adds w x x' for some vectors.
   *
   * @param vectors (any number, channels), each times the root of its weight
   */
  void add(double[]... vectors) {
    int kept = rows.length / channels;
    double[][] all = Arrays.copyOf(vectors, vectors.length + kept);
    for (int row = 0; row < kept; row++) {
      all[vectors.length + row] = row(row);
    }
    Eigenpairs pairs = Eigenpairs.all(gram(all));
    double least = Math.max(0, pairs.value(kept));
    Arrays.fill(rows, 0);
    for (int k = 0; k < kept && pairs.value(k) > least; k++) {
      double shrink = Math.sqrt((pairs.value(k) - least) / pairs.value(k));
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
          sum += pairs.vector(k)[i] * all[i][c];
        }
        rows[k * channels + c] = (float) (shrink * sum);
      }
    }
  }

  /**
   * The leading eigenvectors.
   *
   * @return (most or fewer, channels), unit length; fewer when no more were seen
   */
  float[] leading(int most) {
    double longest = length(row(0));
    float[] leading = new float[most * channels];
    int count = 0;
    while (count < most && count * channels < rows.length) {
      double[] row = row(count);
      double length = length(row);
      if (length <= 1e-6 * longest) {
        break;
      }
      for (int c = 0; c < channels; c++) {
        leading[count * channels + c] = (float) (row[c] / length);
      }
      count++;
    }
    return Arrays.copyOf(leading, count * channels);
  }

  private double[] row(int index) {
    double[] row = new double[channels];
    for (int c = 0; c < channels; c++) {
      row[c] = rows[index * channels + c];
    }
    return row;
  }

  private static double length(double[] x) {
    return Math.sqrt(DotProduct.of(x, x));
  }

  private static SymmetricMatrix gram(double[][] vectors) {
    int size = vectors.length;
    double[] gram = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i * size + j] = DotProduct.of(vectors[i], vectors[j]);
        gram[j * size + i] = gram[i * size + j];
      }
    }
    return SymmetricMatrix.of(size, gram);
  }
}
