package io.eigencam.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call the HTTP side. OpenID Connect is set as Quarkus names it, below {@code
 * quarkus.oidc}.
 */
public interface AccessConfig {

  /**
   * File of users, their passwords' hashes and roles, as {@code eigencam users set} writes it. With
   * it, whoever calls must say who he is. Default: none.
   */
  Optional<Path> users();

  /**
   * Says that a proxy in front asks for passwords, so that this side may be open to other machines
   * without. Default: no.
   */
  @WithDefault("false")
  boolean byProxy();

  /**
   * Names by which a proxy on this machine may call, while only this machine can. Default: none but
   * this machine's own.
   */
  Optional<Set<String>> hosts();

  /** Whether health is told to whoever asks. Default: yes, which Kubernetes' probes need. */
  @WithDefault("true")
  boolean openHealth();

  /** Whether figures are told to whoever asks. Default: no. */
  @WithDefault("false")
  boolean openMetrics();

  /**
   * How long a page of a user of the password file stays open until he must be one still. Default:
   * 10 minutes.
   */
  @WithDefault("10m")
  Duration recheckAfter();
}
