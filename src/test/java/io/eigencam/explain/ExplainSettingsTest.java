package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExplainSettingsTest {
  private final ExplainSettings settings = ExplainSettings.DEFAULT;

  @Test
  void shouldAskMoreOfMapsWithFewCells() {
    assertEquals(0.15, settings.unsureBelow(3600), "p3 at 640 of a 16:9 picture");
    assertEquals(0.15, settings.unsureBelow(880));
    assertEquals(0.2008, settings.unsureBelow(220), 1e-3);
    assertEquals(0.3286, settings.unsureBelow(80), 1e-3);
    assertEquals(0.6823, settings.unsureBelow(16), 1e-3);
  }

  @Test
  void shouldNeverBeSureOfACorrelationOfThreeCells() {
    assertEquals(1, settings.unsureBelow(3));
    assertEquals(1, settings.unsureBelow(1));
    assertTrue(settings.unsureBelow(4) < 1);
  }

  @Test
  void shouldHardlyEverTakeChanceForAlignment() {
    // Given: unrelated maps of 80 cells
    Random random = new Random(1);
    int trials = 20_000;
    int above = 0;

    // When
    for (int trial = 0; trial < trials; trial++) {
      double[] map = random.doubles(80).map(value -> value - 0.5).toArray();
      double mean = java.util.Arrays.stream(map).average().orElseThrow();
      for (int i = 0; i < map.length; i++) {
        map[i] -= mean;
      }
      float[] scores = new float[80];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextFloat();
      }
      double alignment = Math.abs(new Projection(map).correlation(scores));
      above += alignment >= settings.unsureBelow(80) ? 1 : 0;
    }

    // Then: three standard deviations of a normal are exceeded 2.7 times in a thousand
    assertEquals(0.0027, (double) above / trials, 0.0015);
  }
}
