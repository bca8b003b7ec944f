package io.eigencam.health;

import io.eigencam.config.EigencamConfig;
import io.eigencam.pipeline.ModelCalls;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether a call of the model hangs: nothing but a restart ends one. */
@Liveness
@Singleton
public final class ModelAlive implements HealthCheck {
  private final ModelCalls calls;
  private final Duration limit;

  ModelAlive(ModelCalls calls, EigencamConfig config) {
    this.calls = calls;
    this.limit = config.health().hungCall();
  }

  @Override
  public HealthCheckResponse call() {
    Duration running = calls.longestRunning();
    return HealthCheckResponse.named("model")
        .status(running.compareTo(limit) <= 0)
        .withData("runningSeconds", running.toSeconds())
        .build();
  }
}
