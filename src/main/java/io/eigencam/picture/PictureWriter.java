package io.eigencam.picture;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures in memory. */
public final class PictureWriter {
  private PictureWriter() {}

  /**
   * @param image RGB without transparency
   * @param quality 0..1: of a JPEG what is kept; of a PNG, which keeps everything, 1 is the fastest
   *     and 0 the smallest
   */
  public static EncodedPicture write(BufferedImage image, PictureFormat format, float quality)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return new EncodedPicture(
        bytes.toByteArray(), format, new PictureSize(image.getWidth(), image.getHeight()));
  }
}
