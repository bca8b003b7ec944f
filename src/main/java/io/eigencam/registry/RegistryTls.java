package io.eigencam.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom we trust as a registry and what we show it: the settings of Kafka's clients with {@code
 * schema.registry.} in front, as Confluent's serializers name them. Files are JKS, PKCS12 or PEM.
 */
final class RegistryTls {
  private static final String PREFIX = "schema.registry.";

  private RegistryTls() {}

  /** Nothing for what has nothing to do with TLS. */
  static Optional<String> explain(Throwable failure) {
    return TlsFailure.explain(
        failure,
        "eigencam.registry.tls.truststore (schema.registry.ssl.truststore.location)",
        "eigencam.registry.tls.keystore (schema.registry.ssl.keystore.location)");
  }

  /**
   * @return null where nothing is set: Java's own trust counts then
   * @throws ConfigException if a file or a password is wrong; the message names no secret
   */
  static @Nullable SSLContext context(Map<String, ?> config) {
    Map<String, Object> ssl = new HashMap<>();
    config.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX + "ssl.") && value != null) {
            ssl.put(name.substring(PREFIX.length()), value);
          }
        });
    if (ssl.isEmpty()) {
      return null;
    }
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(definition.parse(ssl));
      return factory.sslContext();
    } catch (KafkaException e) {
      throw new ConfigException(
          "the TLS settings of the schema registry cannot be used: "
              + explain(e).orElse(e.getMessage()));
    }
  }
}
