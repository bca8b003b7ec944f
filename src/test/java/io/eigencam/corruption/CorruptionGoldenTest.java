package io.eigencam.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against OpenCV, Pillow and NumPy: see {@code src/test/python/make_corruption_golden.py}. */
class CorruptionGoldenTest {
  private static final double DIRECTION = 0.8;

  @ParameterizedTest
  @CsvSource({
    "DEFOCUS, 1",
    "DEFOCUS, 2",
    "DEFOCUS, 5",
    "CONTRAST, 2",
    "BRIGHTNESS, 3",
    "PIXELATE, 1",
    "PIXELATE, 4"
  })
  void shouldChangeWhatTheReferenceChanges(Corruption corruption, int severity) throws IOException {
    BufferedImage changed = corruption.apply(picture("scene"), severity, 1, 1).image();

    assertNear(picture(corruption.word().toLowerCase(Locale.ROOT) + "-" + severity), changed);
  }

  @Test
  void shouldSmearAsTheReferenceDoes() throws IOException {
    for (int severity : new int[] {1, 5}) {
      RgbPlanes planes = RgbPlanes.of(picture("scene"));
      MotionBlur.apply(planes, severity, DIRECTION);
      assertNear(picture("motion-blur-" + severity), planes.toImage());
    }
  }

  private static BufferedImage picture(String name) throws IOException {
    return ImageIO.read(new File("src/test/resources/golden/corruption/" + name + ".png"));
  }

  /** Roundings may differ by one. */
  private static void assertNear(BufferedImage expected, BufferedImage actual) {
    assertEquals(expected.getWidth(), actual.getWidth());
    for (int y = 0; y < expected.getHeight(); y++) {
      for (int x = 0; x < expected.getWidth(); x++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int wanted = expected.getRGB(x, y) >> shift & 0xFF;
          int got = actual.getRGB(x, y) >> shift & 0xFF;
          assertTrue(
              Math.abs(wanted - got) <= 1, "%d, %d: %d, not %d".formatted(x, y, got, wanted));
        }
      }
    }
  }
}
