package io.eigencam.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** A properties file with settings that nobody wants on the command line, such as passwords. */
final class SettingsFile {
  private SettingsFile() {}

  /**
   * @param file null for no settings
   * @throws IOException with a message for the user when the file cannot be read
   */
  static Map<String, Object> read(@Nullable Path file) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    if (file == null) {
      return settings;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("cannot read %s as properties: %s".formatted(file, e.getMessage()), e);
    }
    properties.forEach((key, value) -> settings.put(key.toString(), value.toString().strip()));
    return settings;
  }

  /**
   * The same with what Kafka's config providers hold, if the file names some ({@code
   * config.providers}); Kafka's clients do so by themselves.
   *
   * @throws IOException if a provider fails
   */
  static Map<String, Object> resolved(@Nullable Path file) throws IOException {
    try {
      return new HashMap<>(new AbstractConfig(new ConfigDef(), read(file), false).originals());
    } catch (KafkaException e) {
      throw new IOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
