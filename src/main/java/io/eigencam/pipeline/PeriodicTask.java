package io.eigencam.pipeline;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work that is done again and again, also after it has failed: an executor by itself stops at the
 * first exception, and says nothing.
 */
public final class PeriodicTask {
  private static final Logger LOG = Logger.getLogger(PeriodicTask.class);

  private PeriodicTask() {}

  /**
   * @param delay before the first time
   * @param pause between the end of one time and the next
   */
  public static void schedule(
      ScheduledExecutorService executor, Duration delay, Duration pause, Runnable task) {
    executor.scheduleWithFixedDelay(
        () -> run(task), delay.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException defect) {
      LOG.error("A defect of this program: a task failed, and is tried again", defect);
    }
  }
}
