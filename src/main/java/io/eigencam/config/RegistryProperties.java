package io.eigencam.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The registry's settings under the names that Confluent's serializers gave them. */
public final class RegistryProperties {
  private static final String SSL = "schema.registry.ssl.";
  private static final String PEM = ".pem";

  private RegistryProperties() {}

  /**
   * Everything that a serializer may want to know.
   *
   * @param kafka settings of Kafka clients, of which some concern the registry as well ({@code
   *     bearer.auth.token}); ours count before them
   */
  public static Map<String, Object> of(Map<String, Object> kafka, RegistryConfig config) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put("schema.registry.url", config.url());
    properties.put(
        "schema.registry.http.connect.timeout.ms",
        Long.toString(config.connectTimeout().toMillis()));
    properties.put(
        "schema.registry.http.read.timeout.ms", Long.toString(config.requestTimeout().toMillis()));
    properties.put("auto.register.schemas", config.autoRegister());
    config.serializer().ifPresent(name -> properties.put("eigencam.registry.serializer", name));
    config.deserializer().ifPresent(name -> properties.put("eigencam.registry.deserializer", name));
    RegistryConfig.TlsConfig tls = config.tls();
    tls.truststore().ifPresent(file -> store(properties, "truststore", file));
    put(properties, "truststore.password", tls.truststorePassword());
    tls.keystore().ifPresent(file -> store(properties, "keystore", file));
    put(properties, "keystore.password", tls.keystorePassword());
    if (tls.keystore().filter(file -> file.endsWith(PEM)).isEmpty()) {
      put(properties, "key.password", tls.keystorePassword());
    }
    config
        .user()
        .ifPresent(
            user -> {
              properties.remove("bearer.auth.token");
              properties.put("basic.auth.credentials.source", "USER_INFO");
              properties.put("basic.auth.user.info", user + ":" + config.password().orElse(""));
            });
    config
        .token()
        .ifPresent(
            token -> {
              properties.put("bearer.auth.credentials.source", "STATIC_TOKEN");
              properties.put("bearer.auth.token", token);
            });
    return properties;
  }

  private static void store(Map<String, Object> properties, String name, String file) {
    properties.put(SSL + name + ".location", file);
    if (file.endsWith(PEM)) {
      properties.put(SSL + name + ".type", "PEM");
    }
  }

  private static void put(Map<String, Object> properties, String name, Optional<String> value) {
    value.ifPresent(text -> properties.put(SSL + name, text));
  }
}
