package io.eigencam.pipeline;

import io.eigencam.config.EigencamConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Lets the series of cameras go that have left. */
@Singleton
public final class SilentCameras {
  private static final int CHECKS_PER_TIMEOUT = 10;

  private final FrameMetrics metrics;
  private final Duration timeout;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "silent-cameras");
            thread.setDaemon(true);
            return thread;
          });

  SilentCameras(FrameMetrics metrics, EigencamConfig config) {
    this.metrics = metrics;
    this.timeout = config.metrics().cameraTimeout();
    if (timeout.toMillis() < CHECKS_PER_TIMEOUT) {
      throw new IllegalArgumentException(
          "eigencam.metrics.camera-timeout must be at least %d ms, not %s"
              .formatted(CHECKS_PER_TIMEOUT, timeout));
    }
  }

  void begin(@Observes StartupEvent event) {
    Duration pause = timeout.dividedBy(CHECKS_PER_TIMEOUT);
    PeriodicTask.schedule(timer, pause, pause, () -> metrics.forgetSilentFor(timeout));
  }

  void end(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }
}
