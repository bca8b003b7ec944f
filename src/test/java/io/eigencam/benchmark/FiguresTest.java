package io.eigencam.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void shouldTakeRatiosRoundByRound() {
    // Given a machine that is twice as slow in the second of three rounds
    List<Round> rounds = List.of(round(10, 11, 12), round(20, 22, 25), round(10, 11, 13));

    // When
    Figures figures = Figures.of(1, rounds);

    // Then
    assertEquals(1.25, figures.wholeOverFloor().median(), 1e-12);
    assertEquals(1.2, figures.wholeOverFloor().least(), 1e-12);
    assertEquals(1.3, figures.wholeOverFloor().most(), 1e-12);
    assertEquals(0.15, figures.explainOverFloor().median(), 1e-12);
    assertEquals(2, figures.explain().median(), 1e-12);
    assertEquals(10, figures.floor().millis().median(), 1e-12);
    assertEquals(13, figures.whole().millis().median(), 1e-12);
  }

  @Test
  void shouldCountFramesOfAllThreads() {
    // Given two threads with 5 frames each, 10 ms each, in 60 ms by the clock
    Block block = new Block(10, 100_000_000, 110_000_000, 60_000_000, Map.of("infer", 90_000_000L));

    assertEquals(10, block.cpuMillisPerFrame(), 1e-12);
    assertEquals(11, block.processMillisPerFrame(), 1e-12);
    assertEquals(1000 / 6.0, block.framesPerSecond(), 1e-9);
    assertEquals(9, block.stepMillisPerFrame("infer"), 1e-12);
    assertEquals(0, block.stepMillisPerFrame("explain"), 1e-12);
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddle() {
    assertEquals(new Spread(2.5, 1, 9), Spread.of(List.of(9.0, 2.0, 1.0, 3.0)));
    assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
  }

  @Test
  void shouldFitALineThroughReadings() {
    List<double[]> readings =
        List.of(new double[] {0, 5}, new double[] {10, 24}, new double[] {20, 46});

    assertEquals(2.05, Soak.slope(readings), 1e-12);
    assertEquals(0, Soak.slope(readings.subList(0, 1)), 1e-12);
  }

  private static Round round(long floor, long detections, long whole) {
    return new Round(block(floor), block(detections), block(whole));
  }

  private static Block block(long millis) {
    long nanos = millis * 1_000_000;
    return new Block(1, nanos, nanos, nanos, Map.of());
  }
}
