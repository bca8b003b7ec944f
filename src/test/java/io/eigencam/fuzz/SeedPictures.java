package io.eigencam.fuzz;

import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.microscope.Look;
import io.eigencam.frame.SidewaysPictures;
import io.eigencam.infer.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Pictures of every kind that cameras send, and some that they should not, made on the spot. */
public final class SeedPictures {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  private SeedPictures() {}

  /** Small ones of every kind, and a frame of the microscope. */
  public static List<byte[]> all() throws IOException {
    List<byte[]> seeds = new ArrayList<>(small());
    try (MicroscopeSource source = new MicroscopeSource(3, Look.ORDINARY, 5)) {
      seeds.add(source.next().bytes());
    }
    return seeds;
  }

  /** Small ones of every kind. */
  public static List<byte[]> small() throws IOException {
    BufferedImage color = Pictures.scene(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 1);
    BufferedImage grey = Pictures.scene(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY, 2);
    BufferedImage clear = Pictures.scene(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB, 3);
    BufferedImage indexed = Pictures.scene(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, 4);
    byte[] jpeg = Pictures.encode(color, "jpg");
    byte[] png = Pictures.encode(color, "png");
    return List.of(
        jpeg,
        progressive(color),
        Pictures.encode(grey, "jpg"),
        SidewaysPictures.oriented(jpeg, 6, ByteOrder.LITTLE_ENDIAN),
        png,
        Pictures.encode(grey, "png"),
        Pictures.encode(clear, "png"),
        Pictures.encode(indexed, "png"),
        SidewaysPictures.oriented(png, 3, ByteOrder.BIG_ENDIAN),
        Pictures.encode(color, "gif"),
        Pictures.encode(color, "bmp"));
  }

  private static byte[] progressive(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
