package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.command.Main;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;

/** {@code dlq} as typed, on what the real path rejected on a real broker; for the tests of that. */
abstract class DlqOnKafka {
  static final Duration PATIENCE = Duration.ofSeconds(80);
  static final byte[] PICTURE = Pictures.jpeg(64, 48);
  static final byte[] POISON = "no picture, but somebody's secret".getBytes(StandardCharsets.UTF_8);

  /** Of the first frame; recent, since the broker deletes what is old. */
  static final Instant BEGINNING =
      Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS);

  final StandaloneKafka kafka = StandaloneKafka.shared();
  final ScriptedDetector detector = new ScriptedDetector();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  @TempDir Path folder;

  void assertHolds(Topics topics, int frames, int analyzed, int rejected, int sentTwice)
      throws Exception {
    JsonNode report =
        json(
            command(
                0,
                "audit",
                "--json",
                "--registry",
                kafka.registryUrl(),
                "--group",
                topics.prefix() + "path",
                "--prefix",
                topics.prefix()));
    assertTrue(report.path("holds").asBoolean(), report::toString);
    assertEquals(
        List.of(frames, analyzed, rejected, sentTwice, 0),
        List.of(
            report.path("frames").asInt(),
            report.path("analyzed").asInt(),
            report.path("rejected").asInt(),
            report.path("sentTwice").asInt(),
            report.path("inFlight").asInt()));
  }

  String run(String subcommand, Topics topics, String... options) {
    return command(0, arguments(subcommand, topics, options));
  }

  int code(String subcommand, Topics topics, String... options) {
    return execute(arguments(subcommand, topics, options));
  }

  static String[] arguments(String subcommand, Topics topics, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("dlq", subcommand, "--prefix", topics.prefix()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  String command(int expected, String... arguments) {
    assertEquals(expected, execute(arguments), () -> err + "\n" + out);
    return out.toString();
  }

  int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  static JsonNode json(String line) throws Exception {
    assertEquals(1, line.lines().count(), "one line: " + line);
    return new ObjectMapper().readTree(line);
  }

  RunningPath start(Topics topics) throws Exception {
    return new RunningPath(
        detector,
        topics,
        kafka.bootstrapServers(),
        kafka.registryUrl(),
        folder.resolve("state"),
        Map.of());
  }

  void publish(Topics topics, int count, byte[] value) {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      for (int number = 0; number < count; number++) {
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(
                topics.cameraFrames().name(),
                0,
                BEGINNING.plusMillis(100L * number).toEpochMilli(),
                "left",
                value);
        record.headers().add("ce_id", ("left-" + number).getBytes(StandardCharsets.UTF_8));
        producer.send(record);
      }
    }
  }

  static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
