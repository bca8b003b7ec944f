package io.eigencam.frame;

/** Corners in pixels, origin top left, half-open; which picture they refer to, the holder says. */
public record Box(float x1, float y1, float x2, float y2) {

  /** 0 for a box that is empty or inside out. */
  public float area() {
    return Math.max(0f, x2 - x1) * Math.max(0f, y2 - y1);
  }
}
