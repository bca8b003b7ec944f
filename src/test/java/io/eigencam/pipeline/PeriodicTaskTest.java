package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {

  @Test
  void shouldGoOnAfterAFailure() throws Exception {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    CountDownLatch times = new CountDownLatch(3);
    try {
      PeriodicTask.schedule(
          executor,
          Duration.ZERO,
          Duration.ofMillis(1),
          () -> {
            times.countDown();
            throw new IllegalStateException("scripted");
          });

      assertTrue(times.await(30, TimeUnit.SECONDS));
    } finally {
      executor.shutdownNow();
    }
  }
}
