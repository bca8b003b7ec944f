package io.eigencam.picture;

import io.eigencam.frame.EncodedPicture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes a picture for people to look at, at the size at which it is shown. */
public final class PictureReader {
  private PictureReader() {}

  /**
   * @throws IOException if the JDK cannot decode it
   */
  public static BufferedImage read(EncodedPicture picture, int width, int height)
      throws IOException {
    // Skipping pixels while decoding keeps a picture of 64 megapixels from needing gigabytes.
    int skip = Math.max(1, Math.min(picture.size().width() / (2 * width), 16));
    BufferedImage image = decode(picture, skip);
    while (image.getWidth() >= 2 * width && image.getHeight() >= 2 * height) {
      image = resized(image, image.getWidth() / 2, image.getHeight() / 2);
    }
    return resized(image, width, height);
  }

  private static BufferedImage decode(EncodedPicture picture, int skip) throws IOException {
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("the picture cannot be drawn: its format is not known to Java");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(skip, skip, 0, 0);
        return reader.read(0, param);
      } catch (RuntimeException damaged) {
        throw new IOException("the picture cannot be drawn: " + damaged.getMessage(), damaged);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage resized(BufferedImage image, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return result;
  }
}
