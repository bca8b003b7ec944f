package io.eigencam.model;

/**
 * A synthetic picture, always the same for one size: a colour gradient, bright and dark blocks,
 * some noise. What a model finds in it means nothing; that every run gives the same is what counts.
 */
public final class ProbePicture {
  private static final int BLOCK = 24;

  private ProbePicture() {}

  /** (height, width, 3), RGB, 0..1. */
  public static float[] of(int height, int width) {
    float[] pixels = new float[height * width * 3];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int block = scramble((y / BLOCK) * 4099 + x / BLOCK);
        for (int channel = 0; channel < 3; channel++) {
          float gradient = channel == 0 ? (float) x / width : (float) y / height;
          float flat = (block >>> (8 * channel) & 0xff) / 255f;
          float noise = (scramble(at) & 0xff) / 255f;
          pixels[at++] = 0.3f * gradient + 0.6f * flat + 0.1f * noise;
        }
      }
    }
    return pixels;
  }

  /** Knuth's multiplicative hash with two shifts. */
  private static int scramble(int value) {
    int hash = (value + 1) * 0x9E3779B1;
    hash ^= hash >>> 15;
    hash *= 0x85EBCA6B;
    return hash ^ hash >>> 13;
  }
}
