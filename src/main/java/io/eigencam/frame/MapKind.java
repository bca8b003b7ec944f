package io.eigencam.frame;

/** What the values of an attention map are. */
public enum MapKind {
  /** Eigen-CAM: signed projection on a principal component of the centred activation. */
  EIGEN,
  /**
   * Projection on a right singular vector of the activation as it is: close to its mean, hence
   * often the background. Must not be called attention.
   */
  EIGEN_UNCENTERED,
  /** L2 norm of every cell's activation, not signed: the baseline that needs no decomposition. */
  ENERGY,
  /** Score of one class per cell, 0..1: where the head claims it, not why. */
  SCORE,
  /** Signed projection on the leading component of the activation weighted by a class's scores. */
  SCORE_WEIGHTED,
  /** Signed projection on the mean of a class's cells minus the mean of the others. */
  MEAN_DIFFERENCE,
  /** Class activation map: a classifier's linear weights applied to every cell, exact. */
  CLASS_ACTIVATION,
  /** EigenGradCAM: projection on the leading component of activation times gradient of a score. */
  EIGEN_GRADIENT
}
