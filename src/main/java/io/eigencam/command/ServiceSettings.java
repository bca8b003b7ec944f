package io.eigencam.command;

import io.eigencam.access.AccessBeans;
import io.eigencam.access.AccessRules;
import io.eigencam.config.EigencamConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings with which the application is about to be started: a flag counts before the
 * environment, that before the file, and that before the defaults. The application reads them
 * again, from system properties, which is what {@link #apply} is for.
 */
final class ServiceSettings {
  private static final int FILE_ORDINAL = 270; // environment 300, defaults 250
  private static final int SECRETS_ORDINAL = 280;
  private static final String KAFKA = "kafka.";

  private final SmallRyeConfig config;

  private ServiceSettings(SmallRyeConfig config) {
    this.config = config;
  }

  /** What was said on the command line; null says nothing. */
  static void flag(String name, @Nullable Object value) {
    if (value != null) {
      System.setProperty(name, value.toString());
    }
  }

  /** A value in which nothing is to be replaced: no dollar sign means anything. */
  static String literal(Object value) {
    return value.toString().replace("$", "$$");
  }

  /** The same without secrets of their own. */
  static ServiceSettings apply(@Nullable Path file) throws IOException {
    return apply(file, null);
  }

  /**
   * Reads everything, flags included.
   *
   * @param file properties; null for none
   * @param secrets folder of files that hold a setting each; counts before the file; null for none
   * @throws IOException if the file cannot be read or a setting makes no sense; the message names
   *     it
   */
  static ServiceSettings apply(@Nullable Path file, @Nullable Path secrets) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    SettingsFile.read(file).forEach((name, value) -> entries.put(name, value.toString()));
    Map<String, String> secret = new TreeMap<>();
    SecretsFolder.read(secrets).forEach((name, value) -> secret.put(name, literal(value)));
    SmallRyeConfig config;
    try {
      config =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDefaultSources()
              .addDiscoveredConverters()
              .withSources(defaults())
              .withSources(new PropertiesConfigSource(entries, "--config", FILE_ORDINAL))
              .withSources(new PropertiesConfigSource(secret, "--secrets", SECRETS_ORDINAL))
              .withMapping(EigencamConfig.class)
              .build();
    } catch (ConfigValidationException e) {
      throw new IOException(problems(e), e);
    }
    hand(entries, FILE_ORDINAL, config);
    hand(secret, SECRETS_ORDINAL, config);
    return new ServiceSettings(config);
  }

  /** To the application, unless somebody else has said something that counts more. */
  private static void hand(Map<String, String> entries, int ordinal, SmallRyeConfig config) {
    entries.forEach(
        (name, value) -> {
          if (config.getConfigValue(name).getConfigSourceOrdinal() == ordinal) {
            System.setProperty(name, value);
          }
        });
  }

  EigencamConfig eigencam() {
    return config.getConfigMapping(EigencamConfig.class);
  }

  /** Who may call the HTTP side. */
  AccessRules access() {
    return AccessBeans.of(eigencam(), config);
  }

  /** Null for what nobody has said. */
  @Nullable String optional(String name) {
    return config.getOptionalValue(name, String.class).orElse(null);
  }

  String text(String name) {
    return config.getValue(name, String.class);
  }

  /** What Kafka clients need, under Kafka's own names. */
  Map<String, Object> kafka() {
    Map<String, Object> settings = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(KAFKA)) {
        settings.put(name.substring(KAFKA.length()), text(name));
      }
    }
    return settings;
  }

  private static PropertiesConfigSource defaults() {
    try {
      return new PropertiesConfigSource(
          ServiceSettings.class.getResource("/application.properties"), 250);
    } catch (IOException e) {
      throw new UncheckedIOException("application.properties is missing in the program", e);
    }
  }

  private static String problems(ConfigValidationException e) {
    StringBuilder text = new StringBuilder("settings:");
    for (int i = 0; i < e.getProblemCount(); i++) {
      // SmallRye's numbers mean nothing to people
      text.append(i == 0 ? " " : "; ")
          .append(e.getProblem(i).getMessage().replaceFirst("^SRCFG\\d+: ", ""));
    }
    return text.toString();
  }
}
