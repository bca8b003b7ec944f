package io.eigencam.health;

import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Which model is loaded. A detector exists only once its model is loaded, checked and warm. */
@Readiness
@Singleton
public final class ModelReady implements HealthCheck {
  private final Detector detector;

  ModelReady(Detector detector) {
    this.detector = detector;
  }

  @Override
  public HealthCheckResponse call() {
    ModelIdentity model = detector.model();
    return HealthCheckResponse.named("model")
        .withData("name", model.name())
        .withData("digest", model.digest())
        .withData("task", model.task())
        .up()
        .build();
  }
}
