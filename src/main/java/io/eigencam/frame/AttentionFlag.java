package io.eigencam.frame;

/** Why a map should not be trusted. */
public enum AttentionFlag {
  /** The activation hardly varies: there is nothing to explain. */
  LOW_VARIANCE,
  /** The component's singular value is almost equal to a neighbour's: the two may swap. */
  UNSTABLE_COMPONENT,
  /** The component does not exist; its map is zero. */
  RANK_EXCEEDED,
  /** The map has too little to do with what the head scores for its sign to be sure. */
  SIGN_UNSURE
}
