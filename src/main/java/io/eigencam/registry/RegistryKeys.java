package io.eigencam.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration keys besides those of {@link RegistrySettings}. */
public final class RegistryKeys {
  /** Whether a serializer registers its schema itself (default) or expects it to be there. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  /** Class name of a serializer that is used instead of ours. */
  public static final String SERIALIZER = "eigencam.registry.serializer";

  /** Class name of a deserializer that is used instead of ours. */
  public static final String DESERIALIZER = "eigencam.registry.deserializer";

  private RegistryKeys() {}

  static boolean registers(Map<String, ?> config) {
    Object value = config.get(AUTO_REGISTER);
    return value == null || Boolean.parseBoolean(value.toString().strip());
  }

  static @Nullable String className(Map<String, ?> config, String key) {
    Object value = config.get(key);
    return value == null || value.toString().isBlank() ? null : value.toString().strip();
  }
}
