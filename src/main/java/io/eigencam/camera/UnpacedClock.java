package io.eigencam.camera;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** As fast as the source and the broker can: every picture is due at once, and captured now. */
public final class UnpacedClock implements FrameClock {
  private final Clock wallClock = Clock.systemUTC();

  @Override
  public Instant await(Duration position) {
    return wallClock.instant();
  }
}
