package io.eigencam.corruption;

/** Running means along rows and columns; three in a row come close to a Gaussian. */
final class BoxBlur {
  private BoxBlur() {}

  static void thrice(RgbPlanes picture, int radius) {
    int width = picture.width();
    int height = picture.height();
    for (float[] plane : picture.all()) {
      for (int pass = 0; pass < 3; pass++) {
        mean(plane, height, width, width, 1, radius);
        mean(plane, width, height, 1, width, radius);
      }
    }
  }

  private static void mean(
      float[] plane, int lines, int length, int lineStep, int step, int radius) {
    double[] sums = new double[length + 2 * radius + 1];
    for (int line = 0; line < lines; line++) {
      int start = line * lineStep;
      for (int i = 0; i < length + 2 * radius; i++) {
        sums[i + 1] = sums[i] + plane[start + RgbPlanes.mirrored(i - radius, length) * step];
      }
      for (int i = 0; i < length; i++) {
        plane[start + i * step] = (float) ((sums[i + 2 * radius + 1] - sums[i]) / (2 * radius + 1));
      }
    }
  }
}
