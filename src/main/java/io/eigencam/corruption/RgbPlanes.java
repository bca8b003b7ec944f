package io.eigencam.corruption;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture as planes of red, green and blue, 0..255 where it came from a file; changed in place.
 */
final class RgbPlanes {
  private static final int OPAQUE = 0xFF << 24;

  private final int width;
  private final int height;
  private final float[] red; // (height, width), like the others
  private final float[] green;
  private final float[] blue;

  private RgbPlanes(int width, int height, float[] red, float[] green, float[] blue) {
    this.width = width;
    this.height = height;
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  static RgbPlanes of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    RgbPlanes planes =
        new RgbPlanes(
            width,
            height,
            new float[pixels.length],
            new float[pixels.length],
            new float[pixels.length]);
    planes.fill(pixels);
    return planes;
  }

  private void fill(int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      red[i] = pixels[i] >> 16 & 0xFF;
      green[i] = pixels[i] >> 8 & 0xFF;
      blue[i] = pixels[i] & 0xFF;
    }
  }

  /** Takes over the pixels of a picture of the same size. */
  void set(BufferedImage image) {
    fill(image.getRGB(0, 0, width, height, null, 0, width));
  }

  RgbPlanes copy() {
    return new RgbPlanes(width, height, red.clone(), green.clone(), blue.clone());
  }

  /** Rounded, and clipped to 0..255. */
  BufferedImage toImage() {
    int[] pixels = new int[red.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = OPAQUE | toByte(red[i]) << 16 | toByte(green[i]) << 8 | toByte(blue[i]);
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    return image;
  }

  private static int toByte(float value) {
    return Math.max(0, Math.min(255, Math.round(value)));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  float[] red() {
    return red;
  }

  float[] green() {
    return green;
  }

  float[] blue() {
    return blue;
  }

  List<float[]> all() {
    return List.of(red, green, blue);
  }

  /** Draws a pixel to a colour: 0 leaves it, 1 is the colour. */
  void blend(int pixel, double weight, double toRed, double toGreen, double toBlue) {
    red[pixel] += (float) (weight * (toRed - red[pixel]));
    green[pixel] += (float) (weight * (toGreen - green[pixel]));
    blue[pixel] += (float) (weight * (toBlue - blue[pixel]));
  }

  /** An index beyond an edge, mirrored at the pixel of the edge, as often as it takes. */
  static int mirrored(int index, int length) {
    if (length == 1) {
      return 0;
    }
    int place = Math.floorMod(index, 2 * (length - 1));
    return place < length ? place : 2 * (length - 1) - place;
  }
}
