package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RealTimeClockTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final long MILLI = 1_000_000;

  private long nanos = 77;
  private long oversleepNanos;
  private final RealTimeClock clock =
      new RealTimeClock(
          Clock.fixed(START, ZoneOffset.UTC),
          () -> nanos,
          slept -> nanos += slept + oversleepNanos);

  @Test
  void shouldNotDriftWhenSleepIsInexact() throws InterruptedException {
    // Given a system that always sleeps 3 ms too long, and frames that take 5 ms to make
    oversleepNanos = 3 * MILLI;

    // When
    Instant captured = START;
    for (int frame = 0; frame <= 1000; frame++) {
      captured = clock.await(Duration.ofMillis(40L * frame));
      nanos += 5 * MILLI;
    }

    // Then
    assertEquals(START.plusSeconds(40), captured);
    assertEquals(77 + 40_000 * MILLI + 8 * MILLI, nanos);
  }

  @Test
  void shouldGoOnFromWhereItIsAfterAStall() throws InterruptedException {
    // Given
    clock.await(Duration.ZERO);
    nanos += 10_000 * MILLI;

    // When
    Instant late = clock.await(Duration.ofMillis(100));
    Instant next = clock.await(Duration.ofMillis(200));

    // Then no burst: the frames keep their distance
    assertEquals(START.plusMillis(10_000), late);
    assertEquals(START.plusMillis(10_100), next);
    assertEquals(77 + 10_100 * MILLI, nanos);
  }

  @Test
  void shouldCatchUpAfterASmallDelay() throws InterruptedException {
    // Given
    clock.await(Duration.ZERO);
    nanos += 500 * MILLI;

    // When
    Instant late = clock.await(Duration.ofMillis(100));

    // Then
    assertEquals(START.plusMillis(100), late);
    assertEquals(77 + 500 * MILLI, nanos);
  }
}
