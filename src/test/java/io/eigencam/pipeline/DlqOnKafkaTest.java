package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.command.Main;
import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dlq} as typed, on what the real path rejected on a real broker. */
@Timeout(120)
class DlqOnKafkaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final byte[] PICTURE = Pictures.jpeg(64, 48);
  private static final byte[] POISON =
      "no picture, but somebody's secret".getBytes(StandardCharsets.UTF_8);

  /** Of the first frame; recent, since the broker deletes what is old. */
  private static final Instant BEGINNING =
      Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS);

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final ScriptedDetector detector = new ScriptedDetector();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @Test
  void shouldAnalyseWhatWasRejectedOnceTheCauseIsMended() throws Exception {
    // Given: a defect that rejects every third frame
    int[] seen = new int[1];
    detector.does(
        picture -> {
          if (seen[0]++ % 3 == 0) {
            throw new IllegalStateException("scripted");
          }
          return ScriptedDetector.nothing(picture);
        });
    Topics topics = kafka.freshTopics();
    publish(topics, 9, PICTURE);
    try (RunningPath path = start(topics)) {
      assertEquals(9, kafka.readRaw(topics.detections(), 9, PATIENCE).size());

      // When
      detector.does(ScriptedDetector::nothing);
      JsonNode dry =
          json(run("retry", topics, "--reason", "internal_error", "--dry-run", "--json"));
      JsonNode sent = json(run("retry", topics, "--reason", "INTERNAL_ERROR", "--json"));

      // Then
      assertEquals(3, dry.path("chosen").asInt());
      assertEquals(0, dry.path("sent").asInt());
      assertEquals(3, sent.path("sent").asInt());
      List<ConsumerRecord<String, FrameAnalysis>> all =
          kafka.read(topics.detections(), 12, PATIENCE);
      FrameAnalysis again = all.get(9).value();
      assertEquals(FrameStatus.ANALYZED, again.getStatus());
      assertEquals("left-0~retry-1", again.getFrame().getId());
      assertEquals(0, again.getFrame().getSequence());
      assertEquals(BEGINNING, again.getFrame().getCaptureTime(), "of the camera, not of the retry");
      assertEquals(CaptureTimeSource.HEADER, again.getFrame().getCaptureTimeSource());
      assertHolds(topics, 12, 9, 3, 0);

      // When: once more, by mistake and on purpose
      JsonNode mistake = json(run("retry", topics, "--all", "--json"));
      JsonNode purpose = json(run("retry", topics, "--at", "0:0-1", "--again", "--json"));

      // Then
      assertEquals(0, mistake.path("sent").asInt());
      assertEquals(3, mistake.path("sentBefore").asInt());
      assertTrue(purpose.path("sent").asInt() >= 1, purpose::toString);
      int repeated = purpose.path("sent").asInt();
      assertEquals(
          12 + repeated, kafka.readRaw(topics.detections(), 12 + repeated, PATIENCE).size());
      assertHolds(topics, 12 + repeated, 9 + repeated, 3, repeated);
    }
  }

  @Test
  void shouldCountTheRetriesOfAFrameThatStaysPoison() throws Exception {
    Topics topics = kafka.freshTopics();
    publish(topics, 1, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 1, PATIENCE);

      // When
      run("retry", topics, "--camera", "left");
      kafka.readRaw(topics.deadLetters(), 2, PATIENCE);
      JsonNode second = json(run("retry", topics, "--all", "--json"));
      List<ConsumerRecord<String, byte[]>> letters =
          kafka.readRaw(topics.deadLetters(), 3, PATIENCE);

      // Then
      assertEquals(1, second.path("sent").asInt());
      assertEquals(1, second.path("sentBefore").asInt());
      assertEquals("left-0~retry-2", text(letters.get(2), "ce_id"));
      assertEquals("2", text(letters.get(2), "dlq-retry"));
      assertEquals("left-0", text(letters.get(2), "retry-of"));
      assertArrayEquals(POISON, letters.get(2).value());
      assertHolds(topics, 3, 0, 3, 0);
    }
  }

  @Test
  void shouldListAndShowWithoutWhatFramesHold() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 2, POISON);
    long last;
    try (RunningPath path = start(topics)) {
      last = kafka.readRaw(topics.deadLetters(), 2, PATIENCE).get(1).offset();
    }

    // When
    JsonNode list = json(run("list", topics, "--json"));
    String lines = run("list", topics);
    String shown = run("show", topics, "0:0");
    JsonNode facts = json(run("show", topics, topics.deadLetters().name() + "-0@0", "--json"));

    // Then
    assertEquals(2, list.path("letters").asInt());
    assertEquals("UNSUPPORTED_FORMAT", list.path("groups").get(0).path("reason").asText());
    assertEquals(POISON.length * 2, list.path("groups").get(0).path("bytes").asInt());
    assertEquals(last, list.path("newest").get(0).path("offset").asLong());
    assertTrue(lines.lines().anyMatch(l -> l.matches("UNSUPPORTED_FORMAT +left +2 .*")), lines);
    assertTrue(shown.contains(topics.cameraFrames().name() + "-0@0"), shown);
    assertTrue(shown.contains("ce_id: left-0"), shown);
    assertEquals("left-0", facts.path("headers").path("ce_id").asText());
    assertEquals(POISON.length, facts.path("bytes").asInt());
    assertFalse((list + lines + shown + facts).contains("secret"), "frames are personal data");

    // When
    Path file = folder.resolve("frame.bin");
    run("show", topics, "0:" + last, "--out", file.toString());

    // Then
    assertArrayEquals(POISON, Files.readAllBytes(file));
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals(1, code("show", topics, "0:" + last, "--out", file.toString()));
    assertTrue(err.toString().contains("exists already"), err::toString);
    assertEquals(1, code("show", topics, "0:99"));
    assertTrue(err.toString().contains("no dead letter stands at"), err::toString);
  }

  @Test
  void shouldAskBeforeItSendsMany() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 101, POISON);
    try (RunningPath path = start(topics)) {
      assertEquals(101, kafka.readRaw(topics.deadLetters(), 101, PATIENCE).size());
    }

    // When
    int unasked = code("retry", topics, "--all");

    // Then
    assertEquals(1, unasked);
    assertTrue(err.toString().contains("--yes"), err::toString);
    assertEquals(
        101,
        json(run("retry", topics, "--all", "--yes", "--rate", "0", "--json")).path("sent").asInt());
  }

  @Test
  void shouldSendNothingTwiceThoughNothingIsAnswered() throws Exception {
    // Given: the path has stopped
    Topics topics = kafka.freshTopics();
    publish(topics, 10, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 10, PATIENCE);
    }

    // When
    JsonNode some = json(run("retry", topics, "--at", "0:0-1", "--rate", "0", "--json"));
    JsonNode rest = json(run("retry", topics, "--all", "--rate", "0", "--json"));
    JsonNode none = json(run("retry", topics, "--all", "--rate", "0", "--json"));
    JsonNode known =
        json(run("retry", topics, "--all", "--group", topics.prefix() + "path", "--json"));

    // Then
    assertTrue(some.path("sent").asInt() >= 1, some::toString);
    assertEquals(10, some.path("sent").asInt() + rest.path("sent").asInt());
    assertEquals(
        List.of(0, 10), List.of(none.path("sent").asInt(), none.path("sentBefore").asInt()));
    assertEquals(0, known.path("sent").asInt(), "by the group's offsets as well");
  }

  @Test
  void shouldSendAtTheRateThatItIsGiven() throws Exception {
    Topics topics = kafka.freshTopics();
    publish(topics, 6, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 6, PATIENCE);
    }

    long start = System.nanoTime();
    run("retry", topics, "--all", "--rate", "10");

    assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() >= 500, "five pauses");
    assertEquals(2, code("retry", topics, "--all", "--rate", "-1"));
  }

  @Test
  void shouldGoOnBehindALetterThatIsTooLarge() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 1, POISON);
    publish(topics, 1, Arrays.copyOf(POISON, 50_000));
    publish(topics, 1, Arrays.copyOf(POISON, 100));
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 3, PATIENCE);
    }
    try (Admin admin = kafka.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topics.cameraFrames().name()),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", "20000"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get(20, TimeUnit.SECONDS);
    }

    // When
    int code = code("retry", topics, "--all", "--rate", "0", "--json");

    // Then
    assertEquals(1, code);
    JsonNode summary = json(out.toString());
    assertEquals(2, summary.path("sent").asInt());
    assertEquals(1, summary.path("refused").size());
    assertEquals(0, summary.path("refused").get(0).path("partition").asInt());
    assertTrue(err.toString().contains("1 of 3 dead letters were not sent"), err::toString);
  }

  @Test
  void shouldBearWhateverStandsOnTheTopicOfDeadLetters() throws Exception {
    // Given: seeded nonsense, between it one letter that is real
    Topics topics = kafka.freshTopics();
    publish(topics, 1, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 1, PATIENCE);
    }
    Random random = new Random(17);
    List<String> names =
        List.of(
            "dead-letter-reason",
            "dead-letter-cause",
            "dead-letter-topic",
            "dead-letter-partition",
            "dead-letter-offset",
            "dead-letter-value-bytes",
            "dead-letter-timestamp",
            "dlq-retry",
            "retry-of",
            "ce_id",
            "ce_time",
            "frame-sequence");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 10_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int number = 0; number < 300; number++) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                topics.deadLetters().name(),
                0,
                number % 7 == 0 ? 0 : System.currentTimeMillis(),
                nonsense(random, 200),
                number == 150 ? new byte[8_000_000] : nonsense(random, 500));
        for (String name : names) {
          if (random.nextInt(3) > 0) {
            record.headers().add(name, headerValue(random, name, topics));
          }
        }
        producer.send(record).get();
      }
    }

    // When
    JsonNode list = json(run("list", topics, "--json"));
    String lines = run("list", topics, "--letters", "1000");
    int audited =
        execute(
            "audit",
            "--json",
            "--registry",
            kafka.registryUrl(),
            "--prefix",
            topics.prefix(),
            "--group",
            topics.prefix() + "path");
    JsonNode report = json(out.toString());
    for (int offset = 2; offset < 300; offset += 37) {
      code("show", topics, "0:" + offset);
      assertTrue(out.toString().chars().noneMatch(c -> c == 0x1b), "a terminal must not obey");
    }
    JsonNode sent =
        json(run("retry", topics, "--reason", "UNSUPPORTED_FORMAT", "--rate", "0", "--json"));
    int all = code("retry", topics, "--all", "--yes", "--rate", "0", "--json");

    // Then
    assertEquals(301, list.path("letters").asInt());
    assertTrue(lines.chars().noneMatch(c -> c == 0x1b), "a terminal must not obey");
    assertEquals(0, audited, report::toString);
    assertEquals(1, report.path("rejected").asInt());
    assertEquals(1, sent.path("sent").asInt());
    assertEquals(0, all, err::toString);
  }

  private static byte[] nonsense(Random random, int longest) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(longest)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] headerValue(Random random, String name, Topics topics) {
    return switch (random.nextInt(5)) {
      case 0 -> nonsense(random, 2_000);
      case 1 -> "\u001b[31m\u202e%s%n".formatted(name).getBytes(StandardCharsets.UTF_8);
      case 2 -> Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
      case 3 -> topics.cameraFrames().name().getBytes(StandardCharsets.UTF_8);
      default -> Integer.toString(random.nextInt(3)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private void assertHolds(Topics topics, int frames, int analyzed, int rejected, int sentTwice)
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

  private String run(String subcommand, Topics topics, String... options) {
    return command(0, arguments(subcommand, topics, options));
  }

  private int code(String subcommand, Topics topics, String... options) {
    return execute(arguments(subcommand, topics, options));
  }

  private static String[] arguments(String subcommand, Topics topics, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("dlq", subcommand, "--prefix", topics.prefix()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private String command(int expected, String... arguments) {
    assertEquals(expected, execute(arguments), () -> err + "\n" + out);
    return out.toString();
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static JsonNode json(String line) throws Exception {
    assertEquals(1, line.lines().count(), "one line: " + line);
    return new ObjectMapper().readTree(line);
  }

  private RunningPath start(Topics topics) throws Exception {
    return new RunningPath(
        detector,
        topics,
        kafka.bootstrapServers(),
        kafka.registryUrl(),
        folder.resolve("state"),
        Map.of());
  }

  private void publish(Topics topics, int count, byte[] value) {
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

  private static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
