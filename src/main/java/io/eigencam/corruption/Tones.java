package io.eigencam.corruption;

/** Changes of single pixels' colours. */
final class Tones {
  private Tones() {}

  /** Adds to the largest of the three colours, the value of HSV, and scales the others along. */
  static void brighten(RgbPlanes picture, double by) {
    float[] red = picture.red();
    float[] green = picture.green();
    float[] blue = picture.blue();
    for (int i = 0; i < red.length; i++) {
      float value = Math.max(red[i], Math.max(green[i], blue[i]));
      float target = (float) Math.min(255, value + by);
      if (value == 0) { // black has no hue
        red[i] = target;
        green[i] = target;
        blue[i] = target;
      } else {
        float gain = target / value;
        red[i] *= gain;
        green[i] *= gain;
        blue[i] *= gain;
      }
    }
  }

  /** Draws every colour to its mean over the picture. */
  static void flatten(RgbPlanes picture, double left) {
    for (float[] plane : picture.all()) {
      double sum = 0;
      for (float value : plane) {
        sum += value;
      }
      double mean = sum / plane.length;
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (float) (mean + left * (plane[i] - mean));
      }
    }
  }

  static void gain(RgbPlanes picture, double gain) {
    for (float[] plane : picture.all()) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] *= (float) gain;
      }
    }
  }

  /** Luma of ITU-R BT.601, to a power: below 1 lifts shadows. */
  static void monochrome(RgbPlanes picture, double gamma) {
    float[] red = picture.red();
    float[] green = picture.green();
    float[] blue = picture.blue();
    for (int i = 0; i < red.length; i++) {
      double luma = 0.299 * red[i] + 0.587 * green[i] + 0.114 * blue[i];
      float gray = (float) (255 * Math.pow(luma / 255, gamma));
      red[i] = gray;
      green[i] = gray;
      blue[i] = gray;
    }
  }

  static void veil(RgbPlanes picture, double gray, double share) {
    for (int i = 0; i < picture.red().length; i++) {
      picture.blend(i, share, gray, gray, gray);
    }
  }
}
