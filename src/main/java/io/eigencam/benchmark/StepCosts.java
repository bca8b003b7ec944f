package io.eigencam.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each step cost one thread, summed over pictures: time on the processor. For one thread. */
final class StepCosts {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private long last = cpuNanos();

  /** Time that the calling thread has spent on a processor. */
  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** A picture begins. */
  void start() {
    last = cpuNanos();
  }

  /** A step is done; what came since {@link #start} or the step before was its cost. */
  void done(String step) {
    long now = cpuNanos();
    nanos.merge(step, now - last, Long::sum);
    last = now;
  }

  Map<String, Long> nanos() {
    return nanos;
  }
}
