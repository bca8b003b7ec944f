package io.eigencam.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {
  private static final BufferedImage PICTURE = new BufferedImage(12, 8, BufferedImage.TYPE_INT_RGB);
  private static final List<ByteOrder> ORDERS =
      List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void shouldReadAllEightFromBothFormats(String format) throws Exception {
    for (int value = 1; value <= 8; value++) {
      for (ByteOrder order : ORDERS) {
        byte[] file = SidewaysPictures.file(PICTURE, format, value, order);

        ExifOrientation orientation = Objects.requireNonNull(ExifOrientation.of(file));

        assertEquals(value, orientation.value());
        assertEquals(value == 1, orientation.isUpright());
        assertEquals(order, orientation.byteOrder());
        int low = order == ByteOrder.LITTLE_ENDIAN ? 0 : 1;
        assertEquals(value, file[orientation.position() + low]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void shouldTellNothingOfFilesThatSayNothing(String format) throws Exception {
    for (int meaningless : new int[] {0, 9, 0x600, 65535}) {
      byte[] stored = SidewaysPictures.file(PICTURE, format, 1, ByteOrder.BIG_ENDIAN);
      int at = Objects.requireNonNull(ExifOrientation.of(stored)).position();
      stored[at] = (byte) (meaningless >> 8);
      stored[at + 1] = (byte) meaningless;
      assertNull(ExifOrientation.of(stored));
    }
    assertNull(ExifOrientation.of(new byte[0]));
    assertNull(ExifOrientation.of("no picture, but long enough".getBytes("UTF-8")));
  }

  @Test
  void shouldTellTheSizeOfTheUprightPicture() {
    PictureSize stored = new PictureSize(30, 20);
    assertEquals(stored, new ExifOrientation(3, 0, ByteOrder.BIG_ENDIAN).upright(stored));
    assertEquals(
        new PictureSize(20, 30), new ExifOrientation(6, 0, ByteOrder.BIG_ENDIAN).upright(stored));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png"})
  void shouldSurviveDamagedFiles(String format) throws Exception {
    byte[] whole = SidewaysPictures.file(PICTURE, format, 6, ByteOrder.BIG_ENDIAN);
    int found = 0;
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(Math.min(100, damaged.length))] = (byte) random.nextInt();
      }
      ExifOrientation orientation = ExifOrientation.of(damaged);
      if (orientation != null) {
        found++;
        assertTrue(orientation.position() + 2 <= damaged.length);
      }
    }
    assertTrue(found > 1000 && found < 20_000, found + " found");
    assertNotNull(ExifOrientation.of(whole));
  }
}
