package io.eigencam.corruption;

/** Another view of the same scene: shifted and rolled, the scene mirrored where it ended. */
final class Displacement {
  private Displacement() {}

  /**
   * Moves the picture's content, bilinearly.
   *
   * @param right pixels
   * @param down pixels
   * @param degrees clockwise, about the picture's centre
   */
  static void apply(RgbPlanes picture, double right, double down, double degrees) {
    RgbPlanes before = picture.copy();
    for (int i = 0; i < picture.all().size(); i++) {
      move(before.all().get(i), picture.all().get(i), picture, right, down, degrees);
    }
  }

  private static void move(
      float[] from, float[] to, RgbPlanes size, double right, double down, double degrees) {
    double cosine = Math.cos(Math.toRadians(degrees));
    double sine = Math.sin(Math.toRadians(degrees));
    double middleX = (size.width() - 1) / 2.0;
    double middleY = (size.height() - 1) / 2.0;
    for (int y = 0; y < size.height(); y++) {
      double v = y - middleY - down;
      for (int x = 0; x < size.width(); x++) {
        double u = x - middleX - right;
        double fromX = middleX + cosine * u + sine * v;
        double fromY = middleY - sine * u + cosine * v;
        to[y * size.width() + x] = bilinear(from, size.width(), size.height(), fromX, fromY);
      }
    }
  }

  private static float bilinear(float[] plane, int width, int height, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float toRight = (float) (x - left);
    float toBottom = (float) (y - top);
    int x1 = RgbPlanes.mirrored(left, width);
    int x2 = RgbPlanes.mirrored(left + 1, width);
    int y1 = RgbPlanes.mirrored(top, height) * width;
    int y2 = RgbPlanes.mirrored(top + 1, height) * width;
    float upper = plane[y1 + x1] + toRight * (plane[y1 + x2] - plane[y1 + x1]);
    float lower = plane[y2 + x1] + toRight * (plane[y2 + x2] - plane[y2 + x1]);
    return upper + toBottom * (lower - upper);
  }
}
