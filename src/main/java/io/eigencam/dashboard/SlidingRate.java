package io.eigencam.dashboard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Events per second over the last seconds, at most {@value #LONGEST} events of them. */
final class SlidingRate {
  private static final int LONGEST = 4096;
  private static final long SHORTEST_NANOS = 1_000_000_000;

  private final long window;
  private final Deque<Long> times = new ArrayDeque<>();

  SlidingRate(Duration window) {
    this.window = window.toNanos();
  }

  void event(long now) {
    times.addLast(now);
    if (times.size() > LONGEST) {
      times.removeFirst();
    }
    forget(now);
  }

  /** 0 until there were two events in the window. */
  double perSecond(long now) {
    forget(now);
    if (times.size() < 2) {
      return 0;
    }
    // Intervals, not events, per time: right from the second event on, not only after the window.
    // A burst is spread over a second at least, and a rate falls once the next event is overdue.
    long between = times.getLast() - times.getFirst();
    long overdue = now - times.getLast() - 2 * between / (times.size() - 1);
    long span = Math.max(SHORTEST_NANOS, between + Math.max(0, overdue));
    return (times.size() - 1) * 1e9 / span;
  }

  private void forget(long now) {
    while (!times.isEmpty() && now - times.getFirst() > window) {
      times.removeFirst();
    }
  }
}
