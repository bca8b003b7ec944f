package io.eigencam.camera.microscope;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** The three colour planes of a picture. */
final class ColorPlanes {
  final int width;
  final int height;
  final int size;
  final float[] red;
  final float[] green;
  final float[] blue;

  ColorPlanes(BufferedImage image) {
    width = image.getWidth();
    height = image.getHeight();
    size = width * height;
    red = new float[size];
    green = new float[size];
    blue = new float[size];
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < size; i++) {
      red[i] = pixels[i] >> 16 & 255;
      green[i] = pixels[i] >> 8 & 255;
      blue[i] = pixels[i] & 255;
    }
  }

  BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < size; i++) {
      pixels[i] =
          Sensor.toByte(red[i]) << 16 | Sensor.toByte(green[i]) << 8 | Sensor.toByte(blue[i]);
    }
    return image;
  }
}
