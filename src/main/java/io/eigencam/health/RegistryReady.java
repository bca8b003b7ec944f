package io.eigencam.health;

import io.eigencam.pipeline.ThreadReplacement;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether frames wait for the schema registry. One that is away is told, but matters only to frames
 * whose schema is not known yet: the others go on without it.
 */
@Readiness
@Singleton
public final class RegistryReady implements HealthCheck {
  private final Dependency registry;
  private final ThreadReplacement threads;

  RegistryReady(Dependencies dependencies, ThreadReplacement threads) {
    this.registry = dependencies.registry();
    this.threads = threads;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(registry.name());
    String trouble = registry.trouble();
    if (trouble != null) {
      response.withData("trouble", trouble);
    }
    return response.status(!threads.missesRegistry(registry::stillTroubledSince)).build();
  }
}
