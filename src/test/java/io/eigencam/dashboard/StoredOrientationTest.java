package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredOrientationTest {
  private static final int SEGMENT = 2 + 2 + 6 + 8 + 2 + 12;

  @ParameterizedTest
  @ValueSource(strings = {"II", "MM"})
  void shouldSayThatAPictureIsAsStored(String byteOrder) throws IOException {
    byte[] sideways = withOrientation(jpeg(), byteOrder, 6);

    byte[] stored = StoredOrientation.of(sideways);

    assertArrayEquals(withOrientation(jpeg(), byteOrder, 1), stored);
    assertEquals(6, sideways[2 + SEGMENT - 4 + (byteOrder.equals("II") ? 0 : 1)]);
  }

  @Test
  void shouldLeaveOtherFilesAlone() throws IOException {
    byte[] plain = jpeg();
    byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
    byte[] empty = {};

    assertSame(plain, StoredOrientation.of(plain));
    assertSame(text, StoredOrientation.of(text));
    assertSame(empty, StoredOrientation.of(empty));
  }

  @Test
  void shouldSurviveDamagedExifData() throws IOException {
    byte[] whole = withOrientation(jpeg(), "II", 6);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(SEGMENT + 40));
      for (int flips = random.nextInt(4); flips > 0 && damaged.length > 2; flips--) {
        damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt();
      }
      assertEquals(damaged.length, StoredOrientation.of(damaged).length);
    }
  }

  private static byte[] jpeg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
    return bytes.toByteArray();
  }

  /** The file with an Exif segment right after its start, holding nothing but the orientation. */
  private static byte[] withOrientation(byte[] jpeg, String byteOrder, int orientation) {
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + SEGMENT);
    file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (SEGMENT - 2));
    file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    file.put(byteOrder.getBytes(StandardCharsets.US_ASCII));
    file.order(byteOrder.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    file.putShort((short) 42).putInt(8).putShort((short) 1);
    file.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    file.putShort((short) orientation).putShort((short) 0);
    return file.put(jpeg, 2, jpeg.length - 2).array();
  }
}
