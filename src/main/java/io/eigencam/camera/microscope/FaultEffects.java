package io.eigencam.camera.microscope;

import java.util.List;
import java.util.Random;

/** The faults' arithmetic on colour planes. Lengths are relative to a picture 640 pixels wide. */
final class FaultEffects {
  private FaultEffects() {}

  static void shiftStain(ColorPlanes picture, double severity) {
    float[] density = new float[256];
    for (int value = 0; value < 256; value++) {
      density[value] = (float) -Math.log(Math.max(value, 1) / 215.0);
    }
    float s = (float) severity;
    for (int i = 0; i < picture.size; i++) {
      float red = density[(int) picture.red[i]];
      float green = density[(int) picture.green[i]];
      float blue = density[(int) picture.blue[i]];
      picture.red[i] = light(red + s * (0.75f * green - 0.25f * red));
      picture.green[i] = light(green * (1 - 0.45f * s));
      picture.blue[i] = light(blue * (1 - 0.9f * s) + 0.10f * s);
    }
  }

  /** Three box filters in a row come close to a Gaussian. */
  static void blur(ColorPlanes picture, double sigma) {
    double pixels = sigma * picture.width / 640.0;
    int radius = (int) Math.round((Math.sqrt(4 * pixels * pixels + 1) - 1) / 2);
    if (radius < 1) {
      return;
    }
    float[] other = new float[picture.size];
    for (float[] channel : List.of(picture.red, picture.green, picture.blue)) {
      for (int pass = 0; pass < 3; pass++) {
        boxFilter(channel, other, picture.height, picture.width, picture.width, 1, radius);
        boxFilter(other, channel, picture.width, picture.height, 1, picture.width, radius);
      }
    }
  }

  static void soil(ColorPlanes picture, double severity, Random random) {
    int blobs = 1 + (int) (severity * 3.99);
    double zoom = picture.width / 640.0;
    for (int blob = 0; blob < blobs; blob++) {
      double cx = (0.2 + 0.6 * random.nextDouble()) * picture.width;
      double cy = (0.2 + 0.6 * random.nextDouble()) * picture.height;
      double radius = (70 + 70 * severity) * (0.7 + 0.6 * random.nextDouble()) * zoom;
      double flat = 0.7 + 0.3 * random.nextDouble();
      double strength = Math.min(0.94, 0.35 + 0.7 * severity);
      for (int y = 0; y < picture.height; y++) {
        for (int x = 0; x < picture.width; x++) {
          double distance = Math.hypot(x - cx, (y - cy) / flat) / radius;
          if (distance < 1.3) {
            float left = (float) (1 - strength * (1 - Curves.smoothStep(0.35, 1.3, distance)));
            int at = y * picture.width + x;
            picture.red[at] *= left;
            picture.green[at] *= left * 0.97f;
            picture.blue[at] *= left * 0.92f;
          }
        }
      }
    }
  }

  static void veil(ColorPlanes picture, double severity, Random random) {
    double phaseX = random.nextDouble() * 6.28;
    double phaseY = random.nextDouble() * 6.28;
    for (int y = 0; y < picture.height; y++) {
      double v = 3.1 * y / picture.height + phaseY;
      for (int x = 0; x < picture.width; x++) {
        double u = 4.2 * x / picture.width + phaseX;
        double cloud =
            0.5 + 0.25 * Math.sin(u + 0.8 * Math.sin(v)) + 0.25 * Math.sin(1.7 * v - 0.6 * u);
        float haze = (float) (severity * (0.55 + 0.40 * cloud));
        int at = y * picture.width + x;
        picture.red[at] += haze * (222 - picture.red[at]);
        picture.green[at] += haze * (226 - picture.green[at]);
        picture.blue[at] += haze * (228 - picture.blue[at]);
      }
    }
  }

  static void slip(ColorPlanes picture, double severity, Random random) {
    int dx = (int) Math.round(0.40 * severity * picture.width) * (random.nextBoolean() ? 1 : -1);
    int dy = (int) Math.round(0.25 * severity * picture.height) * (random.nextBoolean() ? 1 : -1);
    for (float[] channel : List.of(picture.red, picture.green, picture.blue)) {
      float[] before = channel.clone();
      for (int y = 0; y < picture.height; y++) {
        for (int x = 0; x < picture.width; x++) {
          int fromX = x - dx;
          int fromY = y - dy;
          boolean seen =
              fromX >= 0 && fromX < picture.width && fromY >= 0 && fromY < picture.height;
          channel[y * picture.width + x] = seen ? before[fromY * picture.width + fromX] : 11;
        }
      }
    }
  }

  static void dim(ColorPlanes picture, double severity) {
    float gain = (float) (1 - 0.88 * severity);
    for (int i = 0; i < picture.size; i++) {
      picture.red[i] *= gain;
      picture.green[i] *= gain * (float) (1 - 0.10 * severity);
      picture.blue[i] *= gain * (float) (1 - 0.35 * severity);
    }
  }

  static void addNoise(ColorPlanes picture, double severity, Random random) {
    float spread = (float) (60 * severity);
    float[] noise = new float[8192]; // drawn once, then read from random places: much faster
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian() * spread;
    }
    for (float[] channel : List.of(picture.red, picture.green, picture.blue)) {
      for (int y = 0; y < picture.height; y++) {
        int from = random.nextInt(noise.length);
        for (int x = 0; x < picture.width; x++) {
          channel[y * picture.width + x] += noise[from++ & 8191];
        }
      }
    }
  }

  private static float light(float density) {
    return Math.max(0, Math.min(255, 215f * (float) Math.exp(-density)));
  }

  private static void boxFilter(
      float[] from, float[] to, int lines, int length, int lineStep, int step, int radius) {
    float share = 1f / (2 * radius + 1);
    for (int line = 0; line < lines; line++) {
      int start = line * lineStep;
      int end = start + (length - 1) * step;
      float sum = from[start] * (radius + 1);
      for (int i = 1; i <= radius; i++) {
        sum += from[Math.min(end, start + i * step)];
      }
      for (int i = 0; i < length; i++) {
        int at = start + i * step;
        to[at] = sum * share;
        sum +=
            from[Math.min(end, at + (radius + 1) * step)]
                - from[Math.max(start, at - radius * step)];
      }
    }
  }
}
