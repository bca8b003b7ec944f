package io.eigencam.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that are a client of a Kafka cluster. */
final class ClientSettings {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}",
      description = "Kafka's addresses, separated by commas. Default: ${DEFAULT-VALUE}")
  private String bootstrapServers = "";

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Properties file with further Kafka client settings, security for example.")
  private @Nullable Path file;

  /** Settings for a Kafka client; the file's entries win, except for the addresses. */
  Map<String, String> read() throws IOException {
    Map<String, String> settings = new HashMap<>();
    if (file != null) {
      if (!Files.isReadable(file)) {
        throw new IOException("Cannot read the Kafka settings in " + file + ".");
      }
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    }
    settings.put("bootstrap.servers", bootstrapServers);
    return settings;
  }
}
