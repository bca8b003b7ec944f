package io.eigencam.health;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether Kafka answers and has our topics: a topology that waits for it says that it runs. */
@Readiness
@Singleton
public final class KafkaReady implements HealthCheck {
  private final Dependency kafka;

  KafkaReady(Dependencies dependencies) {
    this.kafka = dependencies.kafka();
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(kafka.name());
    String trouble = kafka.trouble();
    return trouble == null
        ? response.up().build()
        : response.down().withData("trouble", trouble).build();
  }
}
