package io.eigencam.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.command.Main;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guarantees that can be chosen, on a real broker. */
@Timeout(180)
class GuaranteesOnKafkaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(50);
  private static final byte[] PICTURE = Pictures.jpeg(64, 48);

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final ScriptedDetector detector = new ScriptedDetector();
  @TempDir private Path folder;

  @Test
  void shouldMoveNoPartitionWhileANamedProcessRestarts() throws Exception {
    // Given two processes with names, which share two partitions
    Topics topics = kafka.freshTopics(2);
    try (RunningPath stays = start(topics, "stays", named("stays", "40000"))) {
      RunningPath leaves = start(topics, "leaves", named("leaves", "40000"));
      await().atMost(PATIENCE).until(() -> stays.partitions() == 1 && leaves.partitions() == 1);
      await().atMost(PATIENCE).until(() -> quiet(topics, stays));
      List<KafkaStreams.State> before = stays.states();

      // When one restarts
      leaves.close();
      try (RunningPath back = start(topics, "back", named("leaves", "40000"))) {
        await().atMost(PATIENCE).until(() -> back.partitions() == 1);
        publish(topics, 0, 10);

        // Then the other has noticed nothing, and everything is worked on
        assertEquals(20, results(topics, 20).size());
        assertEquals(before, stays.states());
        assertEquals(1, stays.partitions());
      }
    }
  }

  @Test
  void shouldTakeOverFromANamedProcessThatStaysAway() throws Exception {
    Topics topics = kafka.freshTopics(2);
    try (RunningPath stays = start(topics, "stays", named("stays", "4000"))) {
      RunningPath leaves = start(topics, "leaves", named("leaves", "4000"));
      await().atMost(PATIENCE).until(() -> stays.partitions() == 1 && leaves.partitions() == 1);

      leaves.close();
      publish(topics, 0, 10);

      assertEquals(20, results(topics, 20).size());
    }
  }

  @Test
  void shouldShareRestartAndRepeatNothingUnderTheStreamsProtocol() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    Map<String, String> protocol = Map.of("group.protocol", "streams", "num.stream.threads", "1");
    publish(topics, 0, 10);
    try (RunningPath stays = start(topics, "stays", protocol)) {
      RunningPath leaves = start(topics, "leaves", protocol);
      await().atMost(PATIENCE).until(() -> stays.partitions() == 1 && leaves.partitions() == 1);
      publish(topics, 10, 20);

      // When
      leaves.close();
      publish(topics, 20, 30);
      try (RunningPath back = start(topics, "back", protocol)) {
        back.awaitRunning(PATIENCE);
        publish(topics, 30, 40);
        List<ConsumerRecord<String, FrameAnalysis>> all = results(topics, 80);

        // Then
        assertEquals(numbers(40), sequences(all, "left"));
        assertEquals(numbers(40), sequences(all, "right"));
      }
    }
  }

  @Test
  void shouldRepeatResultsWithTheirIdsAtLeastOnce() throws Exception {
    // Given results that are written and not committed, when the thread that wrote them fails
    Topics topics = kafka.freshTopics();
    AtomicInteger attempts = new AtomicInteger();
    detector.does(
        picture -> {
          if (attempts.incrementAndGet() == 8) {
            throw new TimeoutException("scripted");
          }
          return ScriptedDetector.nothing(picture);
        });
    Map<String, String> settings =
        Map.of(
            "processing.guarantee", "at_least_once",
            "commit.interval.ms", "60000",
            "session.timeout.ms", "2500",
            "heartbeat.interval.ms", "800",
            "num.stream.threads", "1");

    // When
    try (RunningPath path = start(topics, "state", settings)) {
      publish(topics, 0, 5);
      await().atMost(PATIENCE).until(() -> distinct(written(topics)) == 10);
    }

    // Then the ids tell, and the audit
    List<ConsumerRecord<String, FrameAnalysis>> all = written(topics);
    assertEquals(10, distinct(all));
    assertTrue(all.size() > 10, "the seven that were not committed came again, or most of them");
    JsonNode account = audit(topics);
    assertEquals(0, account.path("missing").asInt(), account::toString);
    assertEquals(all.size() - 10, account.path("duplicated").asInt(), account::toString);
    assertTrue(
        account.path("findings").findValuesAsText("kind").stream().allMatch("DUPLICATE"::equals),
        account::toString);
  }

  /** Nobody moves anything, and has not for a second. */
  private boolean quiet(Topics topics, RunningPath path) throws Exception {
    List<KafkaStreams.State> before = path.states();
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    try (Admin admin = kafka.admin()) {
      String group = topics.prefix() + "path";
      return admin.describeConsumerGroups(List.of(group)).all().get().get(group).groupState()
              == GroupState.STABLE
          && before.equals(path.states())
          && before.get(before.size() - 1) == KafkaStreams.State.RUNNING;
    }
  }

  /** What stands there now. */
  private List<ConsumerRecord<String, FrameAnalysis>> written(Topics topics) {
    return kafka.readAll(topics.detections(), kafka.serde(FrameAnalysis.class).deserializer());
  }

  private static long distinct(List<ConsumerRecord<String, FrameAnalysis>> results) {
    return results.stream().map(result -> result.value().getFrame().getId()).distinct().count();
  }

  private static Map<String, String> named(String name, String sessionMillis) {
    return Map.of(
        "group.instance.id",
        name,
        "session.timeout.ms",
        sessionMillis,
        "heartbeat.interval.ms",
        "1000",
        "num.stream.threads",
        "1");
  }

  private RunningPath start(Topics topics, String state, Map<String, String> settings)
      throws Exception {
    return new RunningPath(
        detector,
        topics,
        kafka.bootstrapServers(),
        kafka.registryUrl(),
        folder.resolve(state),
        settings);
  }

  private void publish(Topics topics, int from, int to) {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      int partitions = producer.partitionsFor(topics.cameraFrames().name()).size();
      for (int number = from; number < to; number++) {
        for (String camera : List.of("left", "right")) {
          ProducerRecord<String, byte[]> record =
              new ProducerRecord<>(
                  topics.cameraFrames().name(),
                  camera.equals("left") ? 0 : partitions - 1,
                  camera,
                  PICTURE);
          record
              .headers()
              .add("ce_id", (camera + "-" + number).getBytes(StandardCharsets.UTF_8))
              .add("frame-sequence", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
          producer.send(record);
        }
      }
    }
  }

  private List<ConsumerRecord<String, FrameAnalysis>> results(Topics topics, int count) {
    return kafka.read(topics.detections(), count, PATIENCE);
  }

  private static List<Long> sequences(
      List<ConsumerRecord<String, FrameAnalysis>> results, String camera) {
    return results.stream()
        .filter(result -> result.key().equals(camera))
        .map(result -> result.value().getFrame().getSequence())
        .toList();
  }

  private static List<Long> numbers(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private JsonNode audit(Topics topics) throws Exception {
    StringWriter out = new StringWriter();
    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(new StringWriter(), true))
            .execute(
                "audit",
                "--json",
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--registry",
                kafka.registryUrl(),
                "--prefix",
                topics.prefix(),
                "--group",
                topics.prefix() + "path");
    assertEquals(1, status);
    return new ObjectMapper().readTree(out.toString());
  }
}
