package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.command.Main;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit} as typed, on what the real path made on a real broker. */
@Timeout(300)
class AuditOnKafkaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(80);

  /** Of the first frame; recent, since the broker deletes what is old. */
  private static final Instant BEGINNING =
      Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS);

  private static final Duration STEP = Duration.ofMillis(100);
  private static final byte[] PICTURE = Pictures.jpeg(64, 48);
  private static final byte[] POISON =
      "no picture, but somebody's secret".getBytes(StandardCharsets.UTF_8);

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @Test
  void shouldProveAStreamWithPoisonAndARestart() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    publish(topics, 0, 20);
    try (RunningPath first = start(topics, "first")) {
      kafka.readRaw(topics.detections(), 5, PATIENCE);
    } // while there is work
    try (RunningPath second = start(topics, "second")) {
      publish(topics, 20, 30);
      assertEquals(60, kafka.readRaw(topics.detections(), 60, PATIENCE).size());

      // When
      int code = audit(topics, "--json", "--group", topics.prefix() + "path");

      // Then
      assertEquals(0, code, err::toString);
      JsonNode report = report();
      assertTrue(report.path("holds").asBoolean(), out::toString);
      assertEquals(60, report.path("frames").asInt());
      assertEquals(54, report.path("analyzed").asInt());
      assertEquals(6, report.path("rejected").asInt());
      assertEquals(0, report.path("inFlight").asInt());
      assertEquals(List.of("left", "right"), report.path("cameras").findValuesAsText("camera"));
      assertEquals(0, report.path("notes").size(), out::toString);
      assertFalse(out.toString().contains("secret"), "frames are personal data");
    }
  }

  @Test
  void shouldHoldAtAnyMomentOfARunningStream() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    AtomicBoolean over = new AtomicBoolean();
    try (RunningPath path = start(topics, "state")) {
      CompletableFuture<Void> camera =
          CompletableFuture.runAsync(
              () -> {
                for (int number = 0; !over.get() && number < 100_000; number += 10) {
                  publish(topics, number, number + 10);
                }
              },
              task -> new Thread(task, "camera").start()); // the common pool may be busy for long
      assertFalse(kafka.readRaw(topics.detections(), 1, PATIENCE).isEmpty());

      // When
      for (int round = 0; round < 4; round++) {
        out.getBuffer().setLength(0);
        String group = round % 2 == 0 ? topics.prefix() + "path" : "nobody";
        int code = audit(topics, "--json", "--group", group);

        // Then
        assertEquals(0, code, () -> err + "\n" + out);
        assertTrue(report().path("frames").asInt() > 0);
      }
      over.set(true);
      camera.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldNameTheFrameWhoseResultIsGone() throws Exception {
    // Given: a stream, and a copy of it that lacks the result of the right camera's frame 4
    Topics topics = kafka.freshTopics();
    publish(topics, 0, 10);
    try (RunningPath path = start(topics, "state")) {
      kafka.readRaw(topics.detections(), 20, PATIENCE);
    }
    Topics copy = kafka.freshTopics();
    copy(topics.cameraFrames(), copy.cameraFrames(), record -> true);
    copy(topics.deadLetters(), copy.deadLetters(), record -> true);
    copy(
        topics.detections(),
        copy.detections(),
        record -> !(text(record, "ce_id").equals("right-4")));

    // When
    int code = audit(copy, "--json");

    // Then
    assertEquals(1, code);
    assertTrue(err.toString().contains("1 missing"), err::toString);
    JsonNode findings = report().path("findings");
    JsonNode missing = findings.get(0);
    assertEquals("MISSING", missing.path("kind").asText(), findings::toString);
    assertEquals("right", missing.path("camera").asText());
    assertEquals(0, missing.path("partition").asInt());
    assertEquals(9, missing.path("offset").asInt());

    // When: for people
    out.getBuffer().setLength(0);
    audit(copy);

    // Then
    assertTrue(
        out.toString().contains("missing " + copy.cameraFrames().name() + "-0@9 camera right: "),
        out::toString);
  }

  @Test
  void shouldNameResultsThatWereWrittenTwiceAndDeadLettersThatAreGone() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 0, 10);
    try (RunningPath path = start(topics, "state")) {
      kafka.readRaw(topics.detections(), 20, PATIENCE);
    }
    Topics copy = kafka.freshTopics();
    copy(topics.cameraFrames(), copy.cameraFrames(), record -> true);
    copy(topics.detections(), copy.detections(), record -> true);
    copy(topics.detections(), copy.detections(), record -> text(record, "ce_id").equals("left-2"));

    // When
    int code = audit(copy, "--json");

    // Then
    assertEquals(1, code);
    assertEquals(
        List.of("NO_DEAD_LETTER", "NO_DEAD_LETTER", "DUPLICATE"),
        report().path("findings").findValuesAsText("kind"),
        out::toString);
    assertEquals(20, report().path("findings").get(2).path("offset").asInt());
  }

  @Test
  void shouldCountNothingThatWasTakenBack() throws Exception {
    // Given: results once more, in a transaction that is aborted
    Topics topics = kafka.freshTopics();
    publish(topics, 0, 5);
    try (RunningPath path = start(topics, "state")) {
      kafka.readRaw(topics.detections(), 10, PATIENCE);
    }
    Map<String, Object> transactional =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topics.prefix());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(transactional, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (ConsumerRecord<String, byte[]> record :
          kafka.readRaw(topics.detections(), 10, PATIENCE)) {
        producer
            .send(new ProducerRecord<>(topics.detections().name(), record.key(), record.value()))
            .get();
      }
      producer.abortTransaction();
    }

    // When
    int code = audit(topics, "--json", "--group", topics.prefix() + "path");

    // Then
    assertEquals(0, code, () -> err + "\n" + out);
    assertEquals(10, report().path("analyzed").asInt());
  }

  @Test
  void shouldTellFramesThatWait() throws Exception {
    Topics topics = kafka.freshTopics();
    publish(topics, 0, 3);

    assertEquals(0, audit(topics, "--json"), err::toString);

    assertEquals(6, report().path("inFlight").asInt());
    assertTrue(report().path("notes").toString().contains("--group"), out::toString);
  }

  @Test
  void shouldNotTakeDeletedFramesForLostOnes() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 0, 10);
    try (RunningPath path = start(topics, "state")) {
      kafka.readRaw(topics.detections(), 20, PATIENCE);
    }
    try (Admin admin = kafka.admin()) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(topics.cameraFrames().name(), 0),
                  RecordsToDelete.beforeOffset(8)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }

    // When
    int code = audit(topics, "--json");

    // Then
    assertEquals(0, code, () -> err + "\n" + out);
    assertEquals(12, report().path("frames").asInt());
    assertEquals(8, report().path("otherResults").asInt());
    assertTrue(report().path("notes").toString().contains("retention"), out::toString);
  }

  @Test
  void shouldAuditATimeAndSomeCameras() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    publish(topics, 0, 20);
    try (RunningPath path = start(topics, "state")) {
      kafka.readRaw(topics.detections(), 40, PATIENCE);
    }

    // When
    int code =
        audit(
            topics,
            "--from",
            BEGINNING.plusMillis(500).toString(),
            "--to",
            BEGINNING.plusMillis(1500).atOffset(ZoneOffset.ofHours(1)).toString(),
            "--cameras",
            "left",
            "--json");

    // Then
    assertEquals(0, code, () -> err + "\n" + out);
    assertEquals(10, report().path("frames").asInt());
    assertEquals(List.of("left"), report().path("cameras").findValuesAsText("camera"));
    assertEquals(BEGINNING.plusMillis(1500).toString(), report().path("to").asText());
  }

  @Test
  void shouldNotHoldWhereThereIsNothingToCheck() throws Exception {
    Topics topics = kafka.freshTopics();

    assertEquals(1, audit(topics, "--json"));
    assertTrue(err.toString().contains("nothing to check"), err::toString);
    assertFalse(report().path("holds").asBoolean());
    assertFalse(report().path("checked").asBoolean());

    publish(topics, 0, 2);
    out.getBuffer().setLength(0);
    assertEquals(1, audit(topics, "--cameras", "left,rihgt", "--json"));
    assertTrue(err.toString().contains("no frame of camera rihgt"), err::toString);
    assertEquals("rihgt", report().path("absentCameras").get(0).asText());
  }

  @Test
  void shouldSayWhatIsNotThere() {
    Topics none = Topics.withPrefix("none.");

    assertEquals(1, audit(none));

    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains("none.detections"), err::toString);
    assertTrue(err.toString().contains("eigencam topics create --prefix none."), err::toString);
  }

  private int audit(Topics topics, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "audit",
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--registry",
                kafka.registryUrl(),
                "--prefix",
                topics.prefix()));
    arguments.addAll(List.of(options));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private JsonNode report() throws Exception {
    assertEquals(1, out.toString().lines().count(), "one line: " + out);
    return new ObjectMapper().readTree(out.toString());
  }

  private RunningPath start(Topics topics, String state) throws Exception {
    return new RunningPath(
        new ScriptedDetector(),
        topics,
        kafka.bootstrapServers(),
        kafka.registryUrl(),
        folder.resolve(state),
        Map.of());
  }

  /** Frames of two cameras, 100 ms apart; in two partitions, if there are two; some poison. */
  private void publish(Topics topics, int from, int to) {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      int partitions = producer.partitionsFor(topics.cameraFrames().name()).size();
      for (int number = from; number < to; number++) {
        for (String camera : List.of("left", "right")) {
          ProducerRecord<String, byte[]> record =
              new ProducerRecord<>(
                  topics.cameraFrames().name(),
                  camera.equals("left") ? 0 : partitions - 1,
                  BEGINNING.plus(STEP.multipliedBy(number)).toEpochMilli(),
                  camera,
                  number % 10 == 7 ? POISON : PICTURE);
          record.headers().add("ce_id", (camera + "-" + number).getBytes(StandardCharsets.UTF_8));
          producer.send(record);
        }
      }
    }
  }

  private void copy(
      Topic<String, ?> from, Topic<String, ?> to, Predicate<ConsumerRecord<?, ?>> wanted) {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      for (ConsumerRecord<String, byte[]> record : kafka.readAllRaw(from)) {
        if (wanted.test(record)) {
          producer.send(
              new ProducerRecord<>(
                  to.name(),
                  record.partition(),
                  record.timestamp(),
                  record.key(),
                  record.value(),
                  record.headers()));
        }
      }
    }
  }

  private static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
