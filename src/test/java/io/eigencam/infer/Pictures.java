package io.eigencam.infer;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.FrameRejected;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures and frames for tests, made on the spot. */
public final class Pictures {
  private Pictures() {}

  /** Smooth colours with blocks and a little noise; the same for equal arguments. */
  public static BufferedImage scene(int width, int height, int type, long seed) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * x / Math.max(1, width - 1);
        int green = 255 * y / Math.max(1, height - 1);
        int blue = (x / 16 + y / 16) % 2 == 0 ? 40 : 210;
        image.setRGB(
            x,
            y,
            0xFF << 24
                | noisy(red, random) << 16
                | noisy(green, random) << 8
                | noisy(blue, random));
      }
    }
    return image;
  }

  private static int noisy(int value, Random random) {
    return Math.max(0, Math.min(255, value + random.nextInt(21) - 10));
  }

  /** The file of a picture, "png" or "jpg". */
  public static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("cannot write this picture as " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] png(int width, int height, long seed) {
    return encode(scene(width, height, BufferedImage.TYPE_INT_RGB, seed), "png");
  }

  public static byte[] jpeg(int width, int height, long seed) {
    return encode(scene(width, height, BufferedImage.TYPE_INT_RGB, seed), "jpg");
  }

  public static Frame frame(byte[] picture) {
    return new Frame(
        new FrameReference(
            "camera",
            0,
            "camera-0",
            Instant.EPOCH,
            CaptureTimeSource.RECORD_TIMESTAMP,
            Instant.EPOCH,
            null),
        picture);
  }

  /** As the step before {@code infer} hands it over. */
  public static EncodedPicture decoded(byte[] picture) throws FrameRejected {
    return new PictureDecoder().decode(frame(picture));
  }
}
