package io.eigencam.frame;

/**
 * Why a good frame was left out under load. Names are part of the contract: results and metrics
 * carry them.
 */
public enum ShedReason {
  /** It was too old already when its record was written: slow on its way, or a clock is wrong. */
  LATE,
  /** It waited too long for its turn: more frames come than can be worked on. */
  OVERLOAD
}
