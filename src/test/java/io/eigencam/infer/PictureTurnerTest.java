package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.SidewaysPictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PictureTurnerTest {
  private final PictureTurner turner = new PictureTurner();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void shouldTurnUpright(int orientation) throws Exception {
    // Given
    BufferedImage upright = Pictures.scene(37, 23, BufferedImage.TYPE_INT_RGB, orientation);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] stored = SidewaysPictures.file(upright, "png", orientation, order);

      // When
      EncodedPicture turned = turner.upright(Pictures.decoded(stored));

      // Then
      assertEquals(new PictureSize(37, 23), turned.size());
      assertEquals(PictureFormat.PNG, turned.format());
      assertSame(turned, turner.upright(turned));
      assertEqualPixels(upright, image(turned));
    }
  }

  /** The JPEG is decoded as if nothing had to be turned. */
  @Test
  void shouldMoveThePixelsOfAJpegWithoutChangingThem() throws Exception {
    byte[] stored = Pictures.jpeg(40, 24, 9);
    BufferedImage expected =
        image(
            turner.upright(
                Pictures.decoded(
                    SidewaysPictures.oriented(encodedAgain(stored), 4, ByteOrder.LITTLE_ENDIAN))));

    BufferedImage turned =
        image(
            turner.upright(
                Pictures.decoded(SidewaysPictures.oriented(stored, 4, ByteOrder.LITTLE_ENDIAN))));

    // Then the same as that of a PNG with the pixels that TensorFlow decodes
    assertEqualPixels(expected, turned);
  }

  /** The decoder of the live model is that of the turner: turned twice, nothing has changed. */
  private byte[] encodedAgain(byte[] jpeg) throws Exception {
    EncodedPicture once =
        turner.upright(Pictures.decoded(SidewaysPictures.oriented(jpeg, 3, ByteOrder.BIG_ENDIAN)));
    return turner
        .upright(Pictures.decoded(SidewaysPictures.oriented(once.bytes(), 3, ByteOrder.BIG_ENDIAN)))
        .bytes();
  }

  @Test
  void shouldRejectWhatIsCutOff() throws Exception {
    byte[] stored = SidewaysPictures.oriented(Pictures.jpeg(64, 64, 1), 6, ByteOrder.BIG_ENDIAN);
    EncodedPicture cut =
        new EncodedPicture(
            Arrays.copyOf(stored, stored.length / 2), PictureFormat.JPEG, new PictureSize(64, 64));

    FrameRejected rejected = assertThrows(FrameRejected.class, () -> turner.upright(cut));

    assertEquals(RejectionReason.UNDECODABLE, rejected.reason());
  }

  @Test
  void shouldLeaveUprightPicturesAlone() throws Exception {
    EncodedPicture plain = Pictures.decoded(Pictures.jpeg(20, 10, 1));
    EncodedPicture upright =
        Pictures.decoded(
            SidewaysPictures.oriented(Pictures.png(20, 10, 1), 1, ByteOrder.BIG_ENDIAN));

    assertSame(plain, turner.upright(plain));
    assertSame(upright, turner.upright(upright));
  }

  private static BufferedImage image(EncodedPicture picture) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(picture.bytes()));
  }

  private static void assertEqualPixels(BufferedImage expected, BufferedImage actual) {
    assertEquals(expected.getWidth(), actual.getWidth());
    assertEquals(expected.getHeight(), actual.getHeight());
    for (int i = 0; i < expected.getWidth() * expected.getHeight(); i++) {
      int x = i % expected.getWidth();
      int y = i / expected.getWidth();
      assertEquals(expected.getRGB(x, y) & 0xFFFFFF, actual.getRGB(x, y) & 0xFFFFFF, x + ", " + y);
    }
  }
}
