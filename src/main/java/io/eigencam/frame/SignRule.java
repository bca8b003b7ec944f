package io.eigencam.frame;

/** How the sign of a principal component, which mathematics leaves open, is decided. */
public enum SignRule {
  /**
   * Positive correlation with the largest class score per cell: what the head scores is attention.
   * The live rule.
   */
  SCORES,
  /** Positive sum of the component's channels. Where there are no scores. */
  CHANNEL_SUM,
  /** Positive inside the detected boxes. */
  BOXES,
  /** The larger extreme is positive (Seg-Eigen-CAM, Appl. Sci. 2025, 15(13), 7562, eq. 13). */
  EXTREMUM,
  /** Positive mean over the cells: what an uncentred leading component is closest to. */
  MEAN
}
