package io.eigencam.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColorMapTest {

  @Test
  void shouldBeThePublishedInferno() {
    // matplotlib 3.11: inferno(0), inferno(127), inferno(255)
    assertEquals(0x000004, ColorMap.rgb(0));
    assertEquals(0xba3655, ColorMap.rgb(127 / 255.0));
    assertEquals(0xfcffa4, ColorMap.rgb(1));
  }

  @Test
  void shouldGrowBrighterWithEveryStep() {
    double before = -1;
    for (int i = 0; i < 256; i++) {
      int rgb = ColorMap.rgb(i / 255.0);
      double luma = 0.2126 * (rgb >> 16) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb & 0xff);
      assertTrue(luma > before - 0.8, "step " + i);
      before = Math.max(before, luma);
    }
  }

  @Test
  void shouldClampWhatLiesBeyond() {
    assertEquals(ColorMap.rgb(0), ColorMap.rgb(-3));
    assertEquals(ColorMap.rgb(1), ColorMap.rgb(7));
    assertEquals(ColorMap.rgb(0), ColorMap.rgb(Double.NaN));
  }
}
