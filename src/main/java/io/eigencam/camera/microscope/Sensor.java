package io.eigencam.camera.microscope;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Light through the dye layers onto the sensor: the light that is left after both layers, per pixel
 * and colour, with the lamp's unevenness and the sensor's noise.
 */
final class Sensor {
  /** Optical density per unit of dye for red, green, blue, measured on stained smears. */
  private static final float[] EOSIN_DENSITY = {0.125f, 0.325f, 0.295f};

  private static final float[] AZURE_DENSITY = {0.455f, 0.90f, -0.055f};
  private static final float[] EMPTY_SLIDE = {204f, 207.5f, 200f};
  private static final int LIGHT_STEPS = 1024;
  private static final float LIGHT_SCALE = 256f; // table steps per unit of dye

  private final long seed;
  private final Look look;
  private final float[] illumination; // (height, width)
  private final float[][] eosinLight = new float[3][LIGHT_STEPS];
  private final float[][] azureLight = new float[3][LIGHT_STEPS];

  Sensor(long seed, int width, int height, Look look) {
    this.seed = seed;
    this.look = look;
    this.illumination = illumination(width, height, look);
    for (int channel = 0; channel < 3; channel++) {
      for (int step = 0; step < LIGHT_STEPS; step++) {
        double dye = step / LIGHT_SCALE;
        eosinLight[channel][step] = (float) Math.exp(-dye * EOSIN_DENSITY[channel] * look.eosin());
        azureLight[channel][step] = (float) Math.exp(-dye * AZURE_DENSITY[channel] * look.azure());
      }
    }
  }

  private static float[] illumination(int width, int height, Look look) {
    float[] light = new float[width * height];
    for (int py = 0; py < height; py++) {
      for (int px = 0; px < width; px++) {
        double u = 2.0 * px / width - 1.12;
        double v = 1.5 * py / height - 0.82;
        light[py * width + px] =
            (float) (look.brightness() * (1.015 - 0.045 * (u * u + v * v) + 0.016 * u));
      }
    }
    return light;
  }

  BufferedImage develop(DyeLayers layers, double x, double y, long noiseSeed) {
    BufferedImage image =
        new BufferedImage(layers.width, layers.height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    float red = EMPTY_SLIDE[0] * (float) (1 + 0.06 * look.warmth());
    float green = EMPTY_SLIDE[1];
    float blue = EMPTY_SLIDE[2] * (float) (1 - 0.09 * look.warmth());
    float noiseLevel = (float) (1.7 * look.noise());
    Dice dice = new Dice(noiseSeed * 31 + seed);
    for (int py = 0; py < layers.height; py++) {
      int noiseAt = (int) (dice.next() * Texture.NOISE.length);
      float dust = 0;
      for (int px = 0; px < layers.width; px++) {
        int at = py * layers.width + px;
        if ((px & 7) == 0) { // thin plasma film: slow, so one look-up for eight pixels
          dust =
              1.012f
                  - 0.030f
                      * Texture.smooth(
                          (x + px / layers.zoom) / 95.0, (y + py / layers.zoom) / 95.0);
        }
        int eosinStep = Math.min(LIGHT_STEPS - 1, (int) (layers.eosin[at] * LIGHT_SCALE));
        int azureStep = Math.min(LIGHT_STEPS - 1, (int) (layers.azure[at] * LIGHT_SCALE));
        float light = illumination[at] * dust;
        float common = noiseLevel * Texture.NOISE[noiseAt++ & Texture.NOISE_MASK];
        int r =
            toByte(
                red * light * eosinLight[0][eosinStep] * azureLight[0][azureStep]
                    + common
                    + noiseLevel * Texture.NOISE[(noiseAt + 911) & Texture.NOISE_MASK]);
        int g =
            toByte(green * light * eosinLight[1][eosinStep] * azureLight[1][azureStep] + common);
        int b =
            toByte(
                blue * light * eosinLight[2][eosinStep] * azureLight[2][azureStep]
                    + common
                    + noiseLevel * Texture.NOISE[(noiseAt + 5003) & Texture.NOISE_MASK]);
        pixels[at] = r << 16 | g << 8 | b;
      }
    }
    return image;
  }

  static int toByte(float value) {
    return value < 0 ? 0 : value > 255 ? 255 : (int) (value + 0.5f);
  }
}
