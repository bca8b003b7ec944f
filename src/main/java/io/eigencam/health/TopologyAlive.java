package io.eigencam.health;

import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Whether a restart is needed: the topology has stopped for good. One that waits for its broker or
 * its topics is alive, also before its first start; restarting it would only make it wait again.
 */
@Liveness
@Singleton
public final class TopologyAlive implements HealthCheck {
  private final KafkaStreams streams;

  TopologyAlive(KafkaStreams streams) {
    this.streams = streams;
  }

  @Override
  public HealthCheckResponse call() {
    KafkaStreams.State state = streams.state();
    boolean stoppedForGood =
        switch (state) {
          case PENDING_ERROR, ERROR, NOT_RUNNING -> true;
          case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> false;
        };
    return HealthCheckResponse.named("topology")
        .status(!stoppedForGood)
        .withData("state", state.name())
        .build();
  }
}
