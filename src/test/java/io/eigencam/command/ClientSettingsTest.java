package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClientSettingsTest {
  @TempDir private Path folder;

  @Test
  void shouldLetTheFlagCountBeforeTheFile() throws IOException {
    Map<String, String> settings =
        read("--bootstrap-server", "flag:9092", "--kafka-config", file().toString());

    assertEquals("flag:9092", settings.get("bootstrap.servers"));
    assertEquals("mine", settings.get("client.id"));
  }

  @Test
  void shouldLetTheFileCountBeforeTheEnvironment() throws IOException {
    assertEquals("file:9092", read("--kafka-config", file().toString()).get("bootstrap.servers"));
  }

  @Test
  @DisabledIfEnvironmentVariable(named = "KAFKA_BOOTSTRAP_SERVERS", matches = ".*")
  void shouldTakeTheUsualAddressWhereNothingWasSaid() throws IOException {
    Map<String, String> settings = read();

    assertEquals("localhost:9092", settings.get("bootstrap.servers"));
    assertNull(settings.get("client.id"));
  }

  private Path file() throws IOException {
    return Files.writeString(
        folder.resolve("client.properties"), "bootstrap.servers = file:9092\nclient.id=mine\n");
  }

  private static Map<String, String> read(String... arguments) throws IOException {
    ClientSettings client = new ClientSettings();
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
    spec.addMixin("client", CommandLine.Model.CommandSpec.forAnnotatedObject(client));
    new CommandLine(spec).parseArgs(arguments);
    return client.read();
  }
}
