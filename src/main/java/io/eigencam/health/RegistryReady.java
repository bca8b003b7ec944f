package io.eigencam.health;

import io.eigencam.pipeline.RegistryNeeds;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether frames wait for the schema registry. One that is away is told, but matters only to frames
 * whose schema is not known yet: the others go on without it. One that is there may refuse a schema
 * nevertheless.
 */
@Readiness
@Singleton
public final class RegistryReady implements HealthCheck {
  private final Dependency registry;
  private final RegistryNeeds needs;

  RegistryReady(Dependencies dependencies, RegistryNeeds needs) {
    this.registry = dependencies.registry();
    this.needs = needs;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(registry.name());
    String missing = needs.missing();
    String trouble = registry.trouble() == null ? missing : registry.trouble();
    if (trouble != null) {
      response.withData("trouble", trouble);
    }
    return response.status(missing == null).build();
  }
}
