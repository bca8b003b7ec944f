package io.eigencam.explain;

/** What became of an activation in reference mode. */
public enum ReferenceStatus {
  OK,
  /** The activation does not vary; the map is zero. */
  LOW_VARIANCE,
  /** The component does not exist; the map is zero: a null-space vector must not be a picture. */
  RANK_EXCEEDED,
  /** The activation holds an infinity; there is no map. */
  INVALID_ACTIVATION
}
