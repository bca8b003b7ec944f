package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockSkewTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ClockSkew skew = new ClockSkew();

  @Test
  void shouldKnowNothingBeforeTheFirstFrame() {
    assertEquals(Double.NaN, skew.seconds());
  }

  @Test
  void shouldBelieveTheFrameThatWasUnderWayShortest() {
    // Given: a clock that is 30 s ahead, frames that took 0.1 s to 4 s
    for (int frame = 0; frame < 40; frame++) {
      long wayMillis = 100 + frame * 7 % 40 * 100;
      Instant at = NOON.plusSeconds(frame);
      skew.seen(at.minusMillis(wayMillis).plusSeconds(30), at);
    }

    assertEquals(29.9, skew.seconds(), 1e-9);
  }

  @Test
  void shouldBeNegativeForAClockThatIsBehind() {
    skew.seen(NOON.minusSeconds(3600), NOON);

    assertEquals(-3600, skew.seconds());
  }

  @Test
  void shouldNotTakeAPassingBacklogForAWrongClock() {
    skew.seen(NOON.minusMillis(50), NOON);
    for (int second = 1; second < 290; second++) {
      skew.seen(NOON, NOON.plusSeconds(second));
    }

    assertEquals(-0.05, skew.seconds(), 1e-9);
  }

  @Test
  void shouldBelieveAClockThatWasSetRight() {
    skew.seen(NOON.plusSeconds(30), NOON);
    everySecond(Duration.ofSeconds(1), Duration.ofMinutes(9));
    assertEquals(30, skew.seconds(), "still within the window before");

    everySecond(Duration.ofMinutes(9), Duration.ofMinutes(11));

    assertEquals(0, skew.seconds());
  }

  @Test
  void shouldForgetAllOverALongSilence() {
    skew.seen(NOON.plusSeconds(30), NOON);

    Instant later = NOON.plus(Duration.ofHours(1));
    skew.seen(later.minusSeconds(1), later);

    assertEquals(-1, skew.seconds());
  }

  private void everySecond(Duration from, Duration to) {
    for (long second = from.toSeconds(); second < to.toSeconds(); second++) {
      skew.seen(NOON.plusSeconds(second), NOON.plusSeconds(second));
    }
  }
}
