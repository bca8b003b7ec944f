package io.eigencam.drift;

/**
 * The parts of commissioning. Each looks at frames that the others did not: a reference judged by
 * the frames that it was made of would find every later frame strange.
 */
public enum LearningPhase {
  /** What the camera looks at. */
  REFERENCE,
  /** How far frames normally are from that: median and scale. */
  SCALE,
  /** How often, and how long, they are unusually far. */
  ENVELOPE,
  /** All is known. */
  DONE
}
