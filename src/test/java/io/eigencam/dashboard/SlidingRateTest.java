package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlidingRateTest {
  private static final long MILLI = 1_000_000;
  private final SlidingRate rate = new SlidingRate(Duration.ofSeconds(5));

  @Test
  void shouldBeRightFromTheFirstSecondsOn() {
    for (int i = 0; i <= 20; i++) {
      rate.event(i * 100 * MILLI);
    }

    assertEquals(10, rate.perSecond(2000 * MILLI), 1e-9);
  }

  @Test
  void shouldBeRightForEventsThatComeInBursts() {
    for (int i = 0; i < 100; i++) {
      rate.event(i / 4 * 400 * MILLI); // four every 400 ms
    }

    assertEquals(10, rate.perSecond(24 * 400 * MILLI), 0.8);
  }

  @Test
  void shouldFallWhenEventsStop() {
    for (int i = 0; i <= 40; i++) {
      rate.event(i * 100 * MILLI);
    }

    assertTrue(rate.perSecond(6000 * MILLI) < 8);
    assertEquals(0, rate.perSecond(9100 * MILLI));
  }

  @Test
  void shouldNotMakeARateOfTwoEventsAtOnce() {
    rate.event(1);
    rate.event(2);

    assertEquals(1, rate.perSecond(2));
  }
}
