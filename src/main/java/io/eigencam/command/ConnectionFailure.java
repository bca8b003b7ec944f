package io.eigencam.command;

import io.eigencam.registry.TlsFailure;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/** Why Kafka cannot be used, in one sentence that names the setting. */
final class ConnectionFailure {
  private ConnectionFailure() {}

  /**
   * @param settings of the client; only whether security is set is looked at
   */
  static String explain(Throwable failure, Map<String, ?> settings) {
    Object address = settings.get("bootstrap.servers");
    Optional<String> security = security(failure);
    if (security.isPresent()) {
      return "Kafka at %s cannot be used: %s".formatted(address, security.get());
    }
    return chain(failure)
        .filter(TimeoutException.class::isInstance)
        .findFirst()
        .map(
            timeout ->
                "no Kafka answers at %s: start it, or name another with --bootstrap-server%s (%s)"
                    .formatted(
                        address,
                        settings.containsKey("security.protocol")
                            ? ", or correct security.protocol"
                            : "; if it wants TLS or a password, say so in --kafka-config",
                        timeout.getMessage()))
        .orElse("Kafka at %s cannot be used: %s".formatted(address, failure.getMessage()));
  }

  /** Nothing if it has nothing to do with certificates, passwords or rights. */
  static Optional<String> security(Throwable failure) {
    for (Throwable cause :
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList()) {
      String said = explained(cause);
      if (said != null) {
        return Optional.of(said);
      }
    }
    return TlsFailure.explain(failure, "ssl.truststore.location", "ssl.keystore.location");
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static @Nullable String explained(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof SaslAuthenticationException) {
      return "it refuses the user or the password (%s): correct sasl.jaas.config"
          .formatted(message);
    }
    if (cause instanceof UnsupportedSaslMechanismException) {
      return "it does not know this way to log in (%s): correct sasl.mechanism".formatted(message);
    }
    if (cause instanceof AuthorizationException) {
      return "this account lacks the right (%s): have it granted".formatted(message);
    }
    // What the parser says may quote a part of the password.
    if (cause instanceof IllegalArgumentException && message.contains("JAAS config")) {
      return "sasl.jaas.config is malformed: it has the form 'CLASS required username=\"…\" password=\"…\";', quotes and semicolon included";
    }
    return null;
  }
}
