package io.eigencam.camera.microscope;

import java.util.Random;

/** Small repeating noise patterns, the same for every slide. */
final class Texture {
  private Texture() {}

  static final int NOISE_MASK = (1 << 16) - 1;
  static final float[] NOISE = new float[NOISE_MASK + 1];
  private static final int SIDE = 64;
  private static final float[] LATTICE = new float[SIDE * SIDE];
  private static final int CLOUD_SIDE = 512;
  private static final float[] CLOUD = new float[CLOUD_SIDE * CLOUD_SIDE];

  static {
    Random random = new Random(20240607);
    for (int i = 0; i < NOISE.length; i++) {
      NOISE[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < LATTICE.length; i++) {
      LATTICE[i] = random.nextFloat();
    }
    for (int y = 0; y < CLOUD_SIDE; y++) {
      for (int x = 0; x < CLOUD_SIDE; x++) {
        CLOUD[y * CLOUD_SIDE + x] =
            0.65f * smooth(x / 8.0, y / 8.0) + 0.35f * smooth(x / 4.0 + 31, y / 4.0);
      }
    }
  }

  /** Value noise in 0..1 that changes over about one unit. */
  static float smooth(double x, double y) {
    long column = (long) Math.floor(x);
    long row = (long) Math.floor(y);
    double u = x - column;
    double v = y - row;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    int x0 = (int) (column & (SIDE - 1));
    int x1 = (x0 + 1) & (SIDE - 1);
    int y0 = (int) (row & (SIDE - 1)) * SIDE;
    int y1 = (int) ((row + 1) & (SIDE - 1)) * SIDE;
    double top = LATTICE[y0 + x0] * (1 - u) + LATTICE[y0 + x1] * u;
    double bottom = LATTICE[y1 + x0] * (1 - u) + LATTICE[y1 + x1] * u;
    return (float) (top * (1 - v) + bottom * v);
  }

  /** Ready-made value noise in 0..1 that changes over about six units; x and y not below -512. */
  static float cloud(double x, double y) {
    int column = (int) (x + CLOUD_SIDE) & (CLOUD_SIDE - 1);
    int row = (int) (y + CLOUD_SIDE) & (CLOUD_SIDE - 1);
    return CLOUD[row * CLOUD_SIDE + column];
  }

  /** The same, twice as fine. */
  static float grain(double x, double y) {
    return cloud(2 * x, 2 * y);
  }
}
