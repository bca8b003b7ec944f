package io.eigencam.model;

/** What the numbers of a box mean. The metadata do not tell; a probe inference does. */
public enum BoxUnits {
  /** Pixels of the model's input. */
  PIXELS,
  /** Divided by width and height of the model's input: 0..1. */
  NORMALISED;

  /** "pixels" or "normalised". */
  public String label() {
    return this == PIXELS ? "pixels" : "normalised";
  }
}
