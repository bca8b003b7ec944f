package io.eigencam.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that are a client of a Kafka cluster. */
final class ClientSettings {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = {
        "Kafka's addresses, separated by commas (default: bootstrap.servers in --kafka-config,",
        "else KAFKA_BOOTSTRAP_SERVERS in the environment, else localhost:9092)."
      })
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Properties file with further Kafka client settings, security for example.")
  private @Nullable Path file;

  /** Settings for a Kafka client. A flag counts before the file, that before the environment. */
  Map<String, String> read() throws IOException {
    Map<String, String> settings = new HashMap<>();
    SettingsFile.read(file).forEach((name, value) -> settings.put(name, String.valueOf(value)));
    if (bootstrapServers != null) {
      settings.put("bootstrap.servers", bootstrapServers);
    }
    String usual = System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");
    settings.putIfAbsent("bootstrap.servers", usual);
    return settings;
  }
}
