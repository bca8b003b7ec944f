package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.ExifOrientation;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.SidewaysPictures;
import io.eigencam.infer.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UprightFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void shouldTurnUpright(int orientation) throws Exception {
    BufferedImage upright = Pictures.scene(48, 32, BufferedImage.TYPE_INT_RGB, 5);

    byte[] png =
        UprightFile.of(
            SidewaysPictures.file(upright, "png", orientation, ByteOrder.BIG_ENDIAN),
            PictureFormat.PNG);
    byte[] jpeg =
        UprightFile.of(
            SidewaysPictures.file(upright, "jpg", orientation, ByteOrder.LITTLE_ENDIAN),
            PictureFormat.JPEG);

    // Then a PNG keeps its pixels, and neither is turned once more by whoever reads it
    assertEquals(0, difference(upright, png), 0);
    assertTrue(difference(upright, jpeg) < 12, "mean difference " + difference(upright, jpeg));
    assertNull(ExifOrientation.of(png));
    assertNull(ExifOrientation.of(jpeg));
    assertSame(PictureFormat.JPEG, PictureSignature.of(jpeg).orElseThrow());
  }

  private static double difference(BufferedImage expected, byte[] file) throws Exception {
    BufferedImage actual = ImageIO.read(new ByteArrayInputStream(file));
    assertEquals(expected.getWidth(), actual.getWidth());
    assertEquals(expected.getHeight(), actual.getHeight());
    double sum = 0;
    for (int y = 0; y < expected.getHeight(); y++) {
      for (int x = 0; x < expected.getWidth(); x++) {
        int green = expected.getRGB(x, y) >> 8 & 0xFF;
        sum += Math.abs(green - (actual.getRGB(x, y) >> 8 & 0xFF));
      }
    }
    return sum / (expected.getWidth() * expected.getHeight());
  }

  @Test
  void shouldKeepGreyPicturesGrey() throws Exception {
    BufferedImage grey = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(7, 0, 0, 200);

    BufferedImage turned =
        UprightFile.turn(
            grey,
            Objects.requireNonNull(
                ExifOrientation.of(
                    SidewaysPictures.oriented(Pictures.png(8, 4, 1), 6, ByteOrder.BIG_ENDIAN))));

    // Then the upper right corner has come to the lower right one
    assertEquals(BufferedImage.TYPE_BYTE_GRAY, turned.getType());
    assertEquals(4, turned.getWidth());
    assertEquals(200, turned.getRaster().getSample(3, 7, 0));
  }

  @Test
  void shouldPublishAFolderUpright() throws Exception {
    // Given a sideways picture, an upright one, and one that cannot be decoded
    BufferedImage upright = Pictures.scene(48, 32, BufferedImage.TYPE_INT_RGB, 5);
    byte[] sideways = SidewaysPictures.file(upright, "jpg", 6, ByteOrder.BIG_ENDIAN);
    byte[] plain = Pictures.jpeg(16, 16, 1);
    byte[] cut = Arrays.copyOf(sideways, 200);
    Files.write(folder.resolve("1.jpg"), sideways);
    Files.write(folder.resolve("2.jpg"), plain);
    Files.write(folder.resolve("3.jpg"), cut);
    List<String> remarks = new ArrayList<>();

    // When
    List<byte[]> published = new ArrayList<>();
    try (FrameSource source =
        new SourceName(folder.toString()).open(OptionalDouble.of(4), remarks::add)) {
      for (SourcePicture p = source.next(); p != null; p = source.next()) {
        published.add(p.bytes());
      }
    }

    // Then the damaged one is left to the service, which says what is wrong with it
    assertTrue(difference(upright, published.get(0)) < 12);
    assertArrayEquals(plain, published.get(1));
    assertArrayEquals(cut, published.get(2));
    assertEquals(1, remarks.size());
    assertTrue(remarks.get(0).contains("3.jpg"), remarks.toString());
  }
}
