package io.eigencam.driftbenchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Against F. Garwood's exact interval, by chi-square quantiles. */
class CleanRunTest {
  @Test
  void shouldBoundTheRateFromAboveWhereNothingRang() {
    CleanRun run = new CleanRun(0, 2);

    assertEquals(0, run.perDay());
    assertEquals(0, run.lowest());
    assertEquals(3.6888795 / 2, run.highest(), 1e-6);
  }

  @Test
  void shouldBoundTheRateFromBothSides() {
    CleanRun run = new CleanRun(3, 1).plus(new CleanRun(7, 3));

    assertEquals(2.5, run.perDay());
    assertEquals(4.7953892 / 4, run.lowest(), 1e-6);
    assertEquals(18.3903560 / 4, run.highest(), 1e-6);
  }

  @Test
  void shouldBearManyAlarms() {
    CleanRun run = new CleanRun(1000, 1);

    assertEquals(1000 - 61.0, run.lowest(), 2);
    assertEquals(1000 + 64.0, run.highest(), 2);
  }
}
