package io.eigencam.frame;

/**
 * A rectangle turned about its centre, in pixels; which picture they refer to, the holder says.
 *
 * @param width length of the side that lies along x when the angle is 0
 * @param angle radians, from x towards y: clockwise as pictures are shown
 */
public record RotatedBox(float centreX, float centreY, float width, float height, float angle) {

  /** The smallest upright box around it. */
  public Box enclosing() {
    double cos = Math.abs(Math.cos(angle));
    double sin = Math.abs(Math.sin(angle));
    double halfWidth = (width * cos + height * sin) / 2;
    double halfHeight = (width * sin + height * cos) / 2;
    return new Box(
        (float) (centreX - halfWidth),
        (float) (centreY - halfHeight),
        (float) (centreX + halfWidth),
        (float) (centreY + halfHeight));
  }
}
