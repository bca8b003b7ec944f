package io.eigencam.camera.microscope;

/** Two shapes that everything here is drawn with. */
final class Curves {
  private Curves() {}

  static double squared(double value) {
    return value * value;
  }

  /** 0 up to {@code from}, 1 beyond {@code to}, smooth between. */
  static double smoothStep(double from, double to, double value) {
    double t = (value - from) / (to - from);
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
  }
}
