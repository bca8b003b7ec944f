package io.eigencam.fuzz;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends the process when an input is worked on for a minute, and says which and where. */
final class Hang {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int FAILED = 70;

  private volatile @Nullable Work current;

  private record Work(Thread thread, long start, List<Object> input) {}

  Hang() {
    Thread watch = new Thread(this::watch, "fuzz-watch");
    watch.setDaemon(true);
    watch.start();
  }

  void begin(List<Object> input) {
    current = new Work(Thread.currentThread(), System.nanoTime(), input);
  }

  void end() {
    current = null;
  }

  private void watch() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(5);
        Work work = current;
        if (work != null && System.nanoTime() - work.start > LIMIT_NANOS) {
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
