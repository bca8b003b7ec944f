package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.standalone.StandaloneKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code topics create} and {@code schemas register}, as typed. */
@Timeout(180)
class SetUpCommandsTest {
  @TempDir Path folder;
  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final String prefix = "s" + UUID.randomUUID() + ".";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldCreateTopics() {
    String[] command = {
      "topics",
      "create",
      "--bootstrap-server",
      kafka.bootstrapServers(),
      "--prefix",
      prefix,
      "--partitions",
      "2",
      "--replication-factor",
      "1"
    };

    assertEquals(0, run(command), err.toString());
    assertEquals(0, run(command), err.toString());

    List<String> lines = out.toString().lines().toList();
    assertEquals(10, lines.size());
    assertEquals("created " + prefix + "camera-frames (2 partitions)", lines.get(0));
    assertEquals("exists  " + prefix + "camera-frames (2 partitions)", lines.get(5));
  }

  @Test
  void shouldPrintTopicsAsJson() throws Exception {
    assertEquals(
        0,
        run(
            "topics",
            "create",
            "--bootstrap-server",
            kafka.bootstrapServers(),
            "--prefix",
            prefix,
            "--partitions",
            "1",
            "--json"),
        err.toString());

    assertEquals(1, out.toString().lines().count(), "one line: " + out);
    JsonNode states = new ObjectMapper().readTree(out.toString());
    assertEquals(5, states.size());
    assertEquals(prefix + "detections", states.get(1).path("name").asText());
    assertTrue(states.get(1).path("created").asBoolean());
    assertEquals(1, states.get(1).path("partitions").asInt());
  }

  @Test
  void shouldFailWhereATopicIsUnfit() throws Exception {
    try (Admin admin = kafka.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(prefix + "camera-frames", 1, (short) 1)
                      .configs(Map.of("max.message.bytes", "1000"))))
          .all()
          .get(60, TimeUnit.SECONDS);
    }

    int code =
        run("topics", "create", "--bootstrap-server", kafka.bootstrapServers(), "--prefix", prefix);

    assertEquals(1, code);
    assertTrue(err.toString().contains("raise max.message.bytes"), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void shouldSayThatThereIsNoKafka() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("client.properties"),
            "default.api.timeout.ms=2000\nrequest.timeout.ms=1000\n");

    int code =
        run(
            "topics",
            "create",
            "--bootstrap-server",
            "127.0.0.1:1",
            "--kafka-config",
            settings.toString());

    assertEquals(1, code);
    assertTrue(
        err.toString().contains("no Kafka answers at 127.0.0.1:1: start it"), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void shouldExplainUsage() {
    assertEquals(2, run("topics"));
    assertEquals(2, run("topics", "create", "--partitions", "0"));
    assertEquals(2, run("topics", "create", "--prefix", "a b"));
    assertEquals(2, run("schemas"));
    assertEquals(2, run("schemas", "register"));
    assertEquals(
        2, run("schemas", "register", "--registry", "http://127.0.0.1:1", "--prefix", "/"));
  }

  @Test
  void shouldRegisterSchemas() throws Exception {
    String[] command = {
      "schemas", "register", "--registry", kafka.registryUrl(), "--prefix", prefix, "--json"
    };

    assertEquals(0, run(command), err.toString());
    JsonNode ids = new ObjectMapper().readTree(out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run(command), err.toString());

    assertEquals(3, ids.size());
    assertTrue(ids.path(prefix + "detections-value").asInt() > 0, ids.toString());
    assertEquals(ids, new ObjectMapper().readTree(out.toString()), "registered once");
  }

  @Test
  void shouldSayThatThereIsNoRegistry() {
    assertEquals(1, run("schemas", "register", "--registry", "http://127.0.0.1:1"));
    assertTrue(err.toString().contains("http://127.0.0.1:1: no connection"), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void shouldReadCredentialsFromAFile() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("registry.properties"),
            "schema.registry.url=" + kafka.registryUrl() + "\nbasic.auth.user.info=ann:secret\n");

    assertEquals(
        0,
        run("schemas", "register", "--registry-config", settings.toString(), "--prefix", prefix),
        err.toString());
    assertEquals(
        1, run("schemas", "register", "--registry-config", folder.resolve("none").toString()));
    assertTrue(err.toString().contains("there is no file"), err.toString());
  }
}
