package io.eigencam.check;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.picture.PictureWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A picture of the check and its changed copies. All of them are PNG, so that a copy differs from
 * the picture in nothing but its change. Large pictures are halved until a model that reduces them
 * anyway sees about the same.
 */
public final class CheckPicture {
  /** Grey of the letterbox's padding: what a YOLO network was taught to take for nothing. */
  private static final Color GREY = new Color(114, 114, 114);

  private static final float FAST = 0.9f; // zlib level 1

  private final String name;
  private final EncodedPicture picture;

  private CheckPicture(String name, EncodedPicture picture) {
    this.name = Objects.requireNonNull(name, "name");
    this.picture = Objects.requireNonNull(picture, "picture");
  }

  /**
   * Decodes a picture.
   *
   * @param name for the report
   * @param longestSide pictures with twice that are halved
   * @throws IOException if the JDK cannot decode it
   */
  public static CheckPicture of(String name, EncodedPicture encoded, int longestSide)
      throws IOException {
    BufferedImage image = decode(encoded);
    while (Math.max(image.getWidth(), image.getHeight()) >= 2 * longestSide) {
      image = scaled(image, half(image.getWidth()), half(image.getHeight()));
    }
    return new CheckPicture(name, encode(scaled(image, image.getWidth(), image.getHeight())));
  }

  public String name() {
    return name;
  }

  public PictureSize size() {
    return picture.size();
  }

  /** As it is. */
  public EncodedPicture original() {
    return picture;
  }

  /** Every value changed by -1, 0 or 1 of 255, evenly drawn: less than any camera's noise. */
  EncodedPicture noisy(long seed) throws IOException {
    BufferedImage image = decode(picture);
    Random random = new Random(seed);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int changed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          int value = (rgb >> shift & 0xff) + random.nextInt(3) - 1;
          changed |= Math.max(0, Math.min(255, value)) << shift;
        }
        image.setRGB(x, y, changed);
      }
    }
    return encode(image);
  }

  /** With a window greyed out. */
  public EncodedPicture without(Window window) throws IOException {
    BufferedImage image = decode(picture);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(GREY);
    graphics.fillRect(window.left(), window.top(), window.width(), window.height());
    graphics.dispose();
    return encode(image);
  }

  private static int half(int side) {
    return Math.max(1, side / 2);
  }

  private static BufferedImage decode(EncodedPicture picture) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    if (image == null) {
      throw new IOException("the picture cannot be changed: its format is not known to Java");
    }
    return image;
  }

  /** As RGB without transparency. */
  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  private static EncodedPicture encode(BufferedImage image) throws IOException {
    return PictureWriter.write(image, PictureFormat.PNG, FAST);
  }
}
