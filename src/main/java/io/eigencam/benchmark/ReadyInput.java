package io.eigencam.benchmark;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Letterbox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** A picture as the bare model wants it. Made before anything is measured, by the JDK's means. */
final class ReadyInput {
  private static final Color GREY = new Color(114, 114, 114);
  private static final float PIXEL_SCALE = 1 / 255f;

  private ReadyInput() {}

  /**
   * @return (height, width, 3), RGB, 0..1
   * @throws IOException if the JDK cannot decode the picture
   */
  static float[] of(EncodedPicture picture, int width, int height) throws IOException {
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    if (decoded == null) {
      throw new IOException("cannot be decoded");
    }
    Letterbox letterbox = Letterbox.fit(picture.size(), width, height);
    BufferedImage input = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = input.createGraphics();
    graphics.setColor(GREY);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        decoded,
        letterbox.left(),
        letterbox.top(),
        letterbox.resizedWidth(),
        letterbox.resizedHeight(),
        null);
    graphics.dispose();
    float[] pixels = new float[height * width * 3];
    for (int i = 0; i < width * height; i++) {
      int rgb = input.getRGB(i % width, i / width);
      pixels[3 * i] = (rgb >> 16 & 0xff) * PIXEL_SCALE;
      pixels[3 * i + 1] = (rgb >> 8 & 0xff) * PIXEL_SCALE;
      pixels[3 * i + 2] = (rgb & 0xff) * PIXEL_SCALE;
    }
    return pixels;
  }
}
