package io.eigencam.pipeline;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures, good and bad, made here. */
final class Pictures {
  private Pictures() {}

  static byte[] jpeg(int width, int height) {
    return encoded("jpg", width, height);
  }

  static byte[] png(int width, int height) {
    return encoded("png", width, height);
  }

  static byte[] gif() {
    return encoded("gif", 32, 32);
  }

  static byte[] truncatedJpeg() {
    byte[] whole = jpeg(320, 240);
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** A JPEG whose header says 10000x10000; nobody must allocate for it. */
  static byte[] hugeJpeg() {
    byte[] bytes = jpeg(64, 48);
    for (int i = 0; i < bytes.length - 9; i++) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == 0xc0) {
        ByteBuffer.wrap(bytes).putShort(i + 5, (short) 10_000).putShort(i + 7, (short) 10_000);
        return bytes;
      }
    }
    throw new IllegalStateException("no start of frame in the JPEG");
  }

  static byte[] noise(int length, int firstByte) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    bytes[0] = (byte) firstByte;
    return bytes;
  }

  private static byte[] encoded(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.LIGHT_GRAY);
    canvas.fillRect(0, 0, width, height);
    canvas.setColor(Color.MAGENTA);
    canvas.fillOval(width / 4, height / 4, width / 2, height / 2);
    canvas.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
