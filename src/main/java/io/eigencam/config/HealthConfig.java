package io.eigencam.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What counts as healthy. */
public interface HealthConfig {

  /** How long the model may be at one frame until readiness is down. Default: 30 seconds. */
  @WithDefault("30s")
  Duration slowCall();

  /**
   * How long until liveness is down, so that whoever watches restarts the process. Default: 5
   * minutes, when Kafka gives the frame to somebody else.
   */
  @WithDefault("5m")
  Duration hungCall();
}
