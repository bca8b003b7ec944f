package io.eigencam.drift;

import io.eigencam.frame.LayerFeatures;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;

/**
 * The second moment X'X of a layer's valid cells, not centred: its leading direction is close to
 * the mean activation and hardly turns with the objects, unlike that of the centred one, which
 * makes it the fingerprint of how a network sees a camera.
 */
final class SecondMoment {
  /** So that the logarithms of its share and of what is left stay finite. */
  private static final double LEAST_SHARE = 1e-6;

  private final SymmetricMatrix matrix;
  private final Eigenpairs pairs;
  private final double squares;

  private SecondMoment(SymmetricMatrix matrix, Eigenpairs pairs) {
    this.matrix = matrix;
    this.pairs = pairs;
    this.squares = matrix.squares();
  }

  /**
   * @param directions how many leading ones to find
   * @throws IllegalArgumentException if an activation is not finite
   */
  static SecondMoment of(LayerFeatures layer, int directions) {
    SymmetricMatrix matrix =
        SymmetricMatrix.ofCentredGram(
            layer.activation().channels(), layer.gram(), layer.mean(), layer.valid().cells());
    return new SecondMoment(matrix, Eigenpairs.leading(matrix, directions));
  }

  /** Whether every cell of every channel is 0, so that there is no direction. */
  boolean isZero() {
    return pairs.count() == 0;
  }

  /** How many directions there are; fewer than asked for where the rest holds no energy. */
  int directions() {
    return pairs.count();
  }

  /** The k-th direction, counted from 0: unit length, its sign arbitrary. */
  double[] direction(int k) {
    return pairs.vector(k);
  }

  /** Its eigenvalue: the sum of squares of the cells along it. */
  double energy(int k) {
    return Math.max(0, pairs.value(k));
  }

  /** Logit of the first direction's share of the energy, cut at 1e-6 from either end. */
  double explainedLogit() {
    double share = energy(0) / matrix.trace();
    double cut = Math.max(LEAST_SHARE, Math.min(1 - LEAST_SHARE, share));
    return Math.log(cut / (1 - cut));
  }

  /** ln of the participation ratio (sum of eigenvalues)^2 / (sum of their squares). */
  double logParticipation() {
    double trace = matrix.trace();
    return Math.log(trace * trace / squares);
  }

  /**
   * Whether the second eigenvalue is below the first by at least a share of it. The squares of all
   * but the first tell as much in most frames, which spares the search for the second.
   */
  boolean hasGap(double least) {
    double limit = (1 - least) * energy(0);
    double others = Math.sqrt(Math.max(0, squares - energy(0) * energy(0)));
    if (others <= limit) {
      return true;
    }
    Eigenpairs two = pairs.count() > 1 ? pairs : Eigenpairs.leading(matrix, 2);
    return two.count() < 2 || two.value(1) <= limit;
  }
}
