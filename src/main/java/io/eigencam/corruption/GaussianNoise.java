package io.eigencam.corruption;

import java.util.Random;

/**
 * Normally distributed noise, drawn once and then read from random places, which is much faster and
 * gives every pixel an independent draw from those.
 */
final class GaussianNoise {
  private static final int DRAWS = 1 << 14;

  private final Random random;
  private final float[] draws = new float[DRAWS];

  GaussianNoise(Random random) {
    this.random = random;
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = (float) random.nextGaussian();
    }
  }

  /** Independent in every colour. */
  void addTo(RgbPlanes picture, double deviation) {
    float scale = (float) deviation;
    for (int i = 0; i < picture.red().length; i++) {
      long places = random.nextLong();
      picture.red()[i] += scale * draw(places);
      picture.green()[i] += scale * draw(places >>> 20);
      picture.blue()[i] += scale * draw(places >>> 40);
    }
  }

  /** The same in every colour. */
  void addGrayTo(RgbPlanes picture, double deviation) {
    for (int i = 0; i < picture.red().length; i++) {
      float noise = (float) deviation * draw(random.nextInt());
      picture.red()[i] += noise;
      picture.green()[i] += noise;
      picture.blue()[i] += noise;
    }
  }

  private float draw(long place) {
    return draws[(int) place & DRAWS - 1];
  }
}
