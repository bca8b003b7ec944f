package io.eigencam.chaos;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** What cameras send: good pictures, and now and then something that is none. */
final class CameraFrames {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int START_OF_FRAME = 0xc0;

  private final List<byte[]> good;
  private final List<byte[]> poison;

  CameraFrames(Random random) {
    this.good = random.ints(8).mapToObj(seed -> jpeg(new Random(seed))).toList();
    byte[] whole = good.get(0);
    this.poison =
        List.of(
            Arrays.copyOf(whole, whole.length / 2),
            "this is no picture".getBytes(StandardCharsets.UTF_8),
            new byte[0],
            hugeHeader(whole),
            // framed Avro of a schema that the registry does not know
            ByteBuffer.allocate(64).put((byte) 0).putInt(1_000_000).array());
  }

  byte[] good(Random random) {
    return good.get(random.nextInt(good.size()));
  }

  byte[] poison(Random random) {
    return poison.get(random.nextInt(poison.size()));
  }

  private static byte[] jpeg(Random random) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(0xf2d6dc));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    for (int cell = 0; cell < 20; cell++) {
      canvas.setColor(new Color(0xc06070 + random.nextInt(0x20)));
      canvas.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), 36, 36);
    }
    canvas.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Says that it is 20000 pixels wide and high. */
  private static byte[] hugeHeader(byte[] jpeg) {
    byte[] bytes = jpeg.clone();
    for (int i = 0; i < bytes.length - 9; i++) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == START_OF_FRAME) {
        ByteBuffer.wrap(bytes).putShort(i + 5, (short) 20_000).putShort(i + 7, (short) 20_000);
        return bytes;
      }
    }
    throw new IllegalStateException("no start of frame in the JPEG");
  }
}
