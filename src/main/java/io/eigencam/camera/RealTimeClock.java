package io.eigencam.camera;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Real time: a picture is due as long after the first one as its position says. Measured from the
 * start by a monotonic clock, so that neither sleeping inexactly nor a change of the system's clock
 * adds up to drift. Who falls more than a second behind (a slow disk, a broker away) goes on from
 * where he is instead of catching up in a burst, as a camera would.
 */
public final class RealTimeClock implements FrameClock {
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Suspends the thread for so many nanoseconds. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(long nanos) throws InterruptedException;
  }

  private final Clock wallClock;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private @Nullable Instant startTime;
  private long startNanos;

  public RealTimeClock() {
    this(Clock.systemUTC(), System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  RealTimeClock(Clock wallClock, LongSupplier nanoTime, Sleeper sleeper) {
    this.wallClock = wallClock;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  @Override
  public Instant await(Duration position) throws InterruptedException {
    if (startTime == null) {
      startTime = wallClock.instant().minus(position);
      startNanos = nanoTime.getAsLong() - position.toNanos();
    }
    long early = startNanos + position.toNanos() - nanoTime.getAsLong();
    if (early > 0) {
      sleeper.sleep(early);
    } else if (-early > LATE_NANOS) {
      startNanos -= early;
      startTime = startTime.plusNanos(-early);
    }
    return startTime.plus(position);
  }
}
