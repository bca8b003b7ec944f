package io.eigencam.health;

import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Which model is loaded, and whether it answers. A detector exists only once its model is loaded,
 * checked and warm.
 */
@Readiness
@Singleton
public final class ModelReady implements HealthCheck {
  private final Detector detector;
  private final Dependency calls;

  ModelReady(Detector detector, Dependencies dependencies) {
    this.detector = detector;
    this.calls = dependencies.model();
  }

  @Override
  public HealthCheckResponse call() {
    ModelIdentity model = detector.model();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("model")
            .withData("name", model.name())
            .withData("digest", model.digest())
            .withData("task", model.task());
    String trouble = calls.trouble();
    return trouble == null
        ? response.up().build()
        : response.down().withData("trouble", trouble).build();
  }
}
