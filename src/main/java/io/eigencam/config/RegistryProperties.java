package io.eigencam.config;

import java.util.HashMap;
import java.util.Map;

/** The registry's settings under the names that Confluent's serializers gave them. */
public final class RegistryProperties {
  private RegistryProperties() {}

  public static Map<String, Object> of(RegistryConfig config) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("schema.registry.url", config.url());
    properties.put(
        "schema.registry.http.connect.timeout.ms",
        Long.toString(config.connectTimeout().toMillis()));
    properties.put(
        "schema.registry.http.read.timeout.ms", Long.toString(config.requestTimeout().toMillis()));
    properties.put("auto.register.schemas", config.autoRegister());
    config.serializer().ifPresent(name -> properties.put("eigencam.registry.serializer", name));
    config.deserializer().ifPresent(name -> properties.put("eigencam.registry.deserializer", name));
    config
        .user()
        .ifPresent(
            user -> {
              properties.put("basic.auth.credentials.source", "USER_INFO");
              properties.put("basic.auth.user.info", user + ":" + config.password().orElse(""));
            });
    return properties;
  }
}
