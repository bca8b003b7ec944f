package io.eigencam.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.infer.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionTest {
  private static final long SEED = 7;
  private static final BufferedImage STREET = street(241, 163);

  /** Large and small things, and light that changes over the picture: odd numbers of pixels. */
  private static BufferedImage street(int width, int height) {
    BufferedImage image = Pictures.scene(width, height, BufferedImage.TYPE_INT_RGB, SEED);
    Graphics2D graphics = image.createGraphics();
    Random random = new Random(SEED);
    for (int i = 0; i < 60; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      int size = 4 + random.nextInt(40);
      graphics.fillRect(random.nextInt(width), random.nextInt(height), size, size / 2);
    }
    graphics.dispose();
    return image;
  }

  @ParameterizedTest
  @EnumSource
  void shouldChangeThePictureMoreWithEverySeverity(Corruption corruption) {
    double before = 0;
    for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
      double change = change(corruption.apply(STREET, severity, SEED, 20).image());
      assertTrue(
          change > before, "severity %d: %.2f after %.2f".formatted(severity, change, before));
      before = change;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveTheSameForTheSame(Corruption corruption) {
    BufferedImage once = corruption.apply(STREET, 3, SEED, 20).image();

    assertArrayEquals(pixels(once), pixels(corruption.apply(STREET, 3, SEED, 20).image()));
    assertArrayEquals(pixels(street(241, 163)), pixels(STREET), "the clean picture stays clean");
  }

  @ParameterizedTest
  @EnumSource(names = {"NOISE", "DARK", "MONO", "SHAKE", "GAIN"})
  void shouldVaryFromFrameToFrame(Corruption corruption) {
    int[] one = pixels(corruption.apply(STREET, 3, SEED, 20).image());

    assertFalse(Arrays.equals(one, pixels(corruption.apply(STREET, 3, SEED, 21).image())));
  }

  @ParameterizedTest
  @EnumSource(names = {"MOTION_BLUR", "DIRT", "RAIN_DROPS", "MOVED", "PATCH"})
  void shouldStayAsItIsOnOneCameraAndDifferOnAnother(Corruption corruption) {
    int[] one = pixels(corruption.apply(STREET, 3, SEED, 20).image());

    assertArrayEquals(one, pixels(corruption.apply(STREET, 3, SEED, 99).image()));
    assertFalse(Arrays.equals(one, pixels(corruption.apply(STREET, 3, SEED + 1, 20).image())));
  }

  @ParameterizedTest
  @EnumSource
  void shouldTakePicturesOfAnySize(Corruption corruption) {
    for (int[] size : new int[][] {{1, 1}, {1, 9}, {7, 2}, {33, 5}}) {
      BufferedImage small = Pictures.scene(size[0], size[1], BufferedImage.TYPE_INT_RGB, SEED);
      for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
        BufferedImage changed = corruption.apply(small, severity, SEED, 3).image();
        assertEquals(size[0], changed.getWidth());
        assertEquals(size[1], changed.getHeight());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRT", "RAIN_DROPS", "PATCH"})
  void shouldTellWhichPixelsItChanged(Corruption corruption) {
    for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
      Corrupted corrupted = corruption.apply(STREET, severity, SEED, 0);
      PixelRegion region = corrupted.region();
      assertNotNull(region);
      int changed = 0;
      for (int y = 0; y < STREET.getHeight(); y++) {
        for (int x = 0; x < STREET.getWidth(); x++) {
          if (corrupted.image().getRGB(x, y) != STREET.getRGB(x, y)) {
            assertTrue(region.contains(x, y), "outside at " + x + ", " + y);
            changed++;
          }
        }
      }
      assertTrue(changed > 0.95 * region.size(), changed + " of " + region.size());
    }
  }

  @Test
  void shouldCoverAsMuchAsItSays() {
    double[] dirt = {0.02, 0.05, 0.10, 0.20, 0.35};
    double[] patch = {0.005, 0.01, 0.02, 0.05, 0.10};
    for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
      PixelRegion blob = Corruption.DIRT.apply(STREET, severity, SEED, 0).region();
      PixelRegion square = Corruption.PATCH.apply(STREET, severity, SEED, 0).region();
      assertNotNull(blob);
      assertNotNull(square);
      // the soft edge reaches a quarter beyond the radius
      double soft = blob.share() / dirt[severity - 1];
      assertTrue(soft > 1 && soft < 1.6, "dirt " + soft);
      assertEquals(patch[severity - 1], square.share(), 0.1 * patch[severity - 1]);
    }
  }

  @Test
  void shouldMeetRectanglesThatHoldOneOfItsPixels() {
    PixelRegion region = new PixelRegion(10, 8);
    region.add(3, 4);

    assertTrue(region.meets(3, 4, 4, 5));
    assertTrue(region.meets(3.5, 4.5, 3.6, 4.6));
    assertTrue(region.meets(-5, -5, 50, 50));
    assertFalse(region.meets(0, 4, 3, 5));
    assertFalse(region.meets(4, 4, 10, 5));
    assertFalse(region.meets(0, 5, 10, 8));
    assertFalse(region.meets(12, 0, 20, 8));
    assertFalse(region.contains(10, 4));
  }

  @Test
  void shouldLeaveFaultsAllOverThePictureWithoutRegion() {
    assertNull(Corruption.HAZE.apply(STREET, 1, SEED, 0).region());
  }

  @ParameterizedTest
  @EnumSource(names = {"GAIN", "SHAKE", "RECOMPRESSED"})
  void shouldKeepBenignChangesSmall(Corruption corruption) {
    BufferedImage smooth = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 160; x++) {
        smooth.setRGB(x, y, new Color(60 + x / 2, 60 + y / 2, 90).getRGB());
      }
    }
    assertTrue(corruption.isBenign());
    for (long frame = 0; frame < 240; frame += 10) {
      double change = change(smooth, corruption.apply(smooth, 5, SEED, frame).image());
      assertTrue(change < 15, "%s at %d: %.1f".formatted(corruption.word(), frame, change));
    }
  }

  @Test
  void shouldKnowWhatIsAFaultAndWhere() {
    List<Corruption> local =
        Arrays.stream(Corruption.values()).filter(Corruption::isLocal).toList();

    assertEquals(List.of(Corruption.DIRT, Corruption.RAIN_DROPS, Corruption.PATCH), local);
    assertFalse(Corruption.DIRT.isBenign());
    assertEquals("motion-blur", Corruption.MOTION_BLUR.word());
  }

  @Test
  void shouldRefuseOtherSeverities() {
    assertThrows(IllegalArgumentException.class, () -> Corruption.HAZE.apply(STREET, 0, SEED, 0));
    assertThrows(IllegalArgumentException.class, () -> Corruption.HAZE.apply(STREET, 6, SEED, 0));
    assertThrows(IllegalArgumentException.class, () -> new FrozenPicture(6, Duration.ZERO));
  }

  @Test
  void shouldShowTheLastPictureWhileItIsFrozen() {
    Duration onset = Duration.ofSeconds(10);
    FrozenPicture shortly = new FrozenPicture(2, onset);

    assertEquals(Duration.ofSeconds(9), shortly.shown(Duration.ofSeconds(9)));
    assertEquals(onset, shortly.shown(Duration.ofSeconds(11)));
    assertEquals(onset, shortly.shown(Duration.ofSeconds(15)));
    assertEquals(Duration.ofMillis(15_001), shortly.shown(Duration.ofMillis(15_001)));
    assertEquals(onset, new FrozenPicture(5, onset).shown(Duration.ofDays(365)));
  }

  private static double change(BufferedImage changed) {
    return change(STREET, changed);
  }

  /** Mean absolute difference, 0..255. */
  private static double change(BufferedImage clean, BufferedImage changed) {
    int[] before = pixels(clean);
    int[] after = pixels(changed);
    long sum = 0;
    for (int i = 0; i < before.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        sum += Math.abs((before[i] >> shift & 0xFF) - (after[i] >> shift & 0xFF));
      }
    }
    return sum / (3.0 * before.length);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
