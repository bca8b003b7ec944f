package io.eigencam.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when an input took a minute of the processor or ten of the clock, and says which
 * and where. On a busy machine a clock tells little.
 */
final class Hang {
  private static final long PROCESSOR_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long CLOCK_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int FAILED = 70;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private volatile @Nullable Work current;

  private record Work(Thread thread, long start, long processorStart, List<Object> input) {
    boolean isTooLong() {
      long processor = THREADS.getThreadCpuTime(thread.getId()) - processorStart;
      return processor > PROCESSOR_NANOS || System.nanoTime() - start > CLOCK_NANOS;
    }
  }

  Hang() {
    Thread watch = new Thread(this::watch, "fuzz-watch");
    watch.setDaemon(true);
    watch.start();
  }

  void begin(List<Object> input) {
    current =
        new Work(
            Thread.currentThread(), System.nanoTime(), THREADS.getCurrentThreadCpuTime(), input);
  }

  /** How long the input took, nanoseconds of the processor. */
  long end() {
    Work work = current;
    current = null;
    return work == null ? 0 : THREADS.getCurrentThreadCpuTime() - work.processorStart;
  }

  private void watch() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(5);
        Work work = current;
        if (work != null && work.isTooLong()) {
          System.err.println("an input hangs: " + work.input.stream().map(Hang::text).toList());
          for (StackTraceElement frame : work.thread.getStackTrace()) {
            System.err.println("\tat " + frame);
          }
          Runtime.getRuntime().halt(FAILED);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : Arrays.deepToString(new Object[] {value});
  }
}
