package io.eigencam.command;

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

  /**
   * Reads everything, flags included.
   *
   * @param file properties; null for none
   * @throws IOException if the file cannot be read or a setting makes no sense; the message names
   *     it
   */
  static ServiceSettings apply(@Nullable Path file) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    SettingsFile.read(file).forEach((name, value) -> entries.put(name, value.toString()));
    SmallRyeConfig config;
    try {
      config =
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addDefaultSources()
              .addDiscoveredConverters()
              .withSources(defaults())
              .withSources(new PropertiesConfigSource(entries, "--config", FILE_ORDINAL))
              .withMapping(EigencamConfig.class)
              .build();
    } catch (ConfigValidationException e) {
      throw new IOException(problems(e), e);
    }
    entries.forEach(
        (name, value) -> {
          if (config.getConfigValue(name).getConfigSourceOrdinal() == FILE_ORDINAL) {
            System.setProperty(name, value); // nobody else has said anything else
          }
        });
    return new ServiceSettings(config);
  }

  EigencamConfig eigencam() {
    return config.getConfigMapping(EigencamConfig.class);
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
