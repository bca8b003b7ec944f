package io.eigencam.corruption;

import java.util.Arrays;

/** A one-sided smear with the tail of a Gaussian; what is beyond an edge is like the edge. */
final class MotionBlur {
  private static final int[] RADII = {10, 15, 15, 15, 20};
  private static final double[] SIGMAS = {3, 5, 8, 12, 15};
  private static final double WIDEST_ANGLE = Math.toRadians(45);

  private MotionBlur() {}

  /**
   * imagecorruptions' {@code motion_blur}.
   *
   * @param direction 0..1 for -45 to 45 degrees from level
   */
  static void apply(RgbPlanes picture, int severity, double direction) {
    double angle = WIDEST_ANGLE * (2 * direction - 1);
    double[] kernel = kernel(2 * RADII[severity - 1] + 1, SIGMAS[severity - 1]);
    for (float[] plane : picture.all()) {
      smear(plane, picture.width(), picture.height(), kernel, angle);
    }
  }

  private static double[] kernel(int width, double sigma) {
    double[] kernel = new double[width];
    for (int i = 0; i < width; i++) {
      kernel[i] = Math.exp(-i * i / (2 * sigma * sigma));
    }
    double sum = Arrays.stream(kernel).sum();
    return Arrays.stream(kernel).map(weight -> weight / sum).toArray();
  }

  private static void smear(float[] plane, int width, int height, double[] kernel, double angle) {
    float[] before = plane.clone();
    Arrays.fill(plane, 0);
    for (int i = 0; i < kernel.length; i++) {
      int down = (int) Math.ceil(i * Math.sin(angle) - 0.5);
      int right = (int) Math.ceil(i * Math.cos(angle) - 0.5);
      float weight = (float) kernel[i];
      for (int y = 0; y < height; y++) {
        int row = Math.max(0, Math.min(height - 1, y + down)) * width;
        for (int x = 0; x < width; x++) {
          plane[y * width + x] += weight * before[row + Math.min(width - 1, x + right)];
        }
      }
    }
  }
}
