package io.eigencam.fault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets no more than so many things happen in a second, evenly spread; nothing is caught up. */
public final class Pace {
  private final long gapNanos;
  private long next = System.nanoTime();

  /**
   * @param perSecond 0 for no limit
   */
  public Pace(double perSecond) {
    if (!(perSecond >= 0)) {
      throw new IllegalArgumentException("a rate must be 0 or more, not " + perSecond);
    }
    this.gapNanos = perSecond == 0 ? 0 : (long) (Duration.ofSeconds(1).toNanos() / perSecond);
  }

  /** Returns when the next may happen. */
  public void await() {
    long now = System.nanoTime();
    while (next - now > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(next - now);
      now = System.nanoTime();
    }
    next = now + gapNanos;
  }
}
