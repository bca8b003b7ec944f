package io.eigencam.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.EmbeddedRegistry;
import io.eigencam.standalone.FreePorts;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What only a real broker can show: transactions, restarts, outages, sizes. */
@Timeout(300)
class FramePathOnKafkaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(80);

  /** A thread that fails keeps its partitions until its session has run out. */
  private static final Map<String, String> QUICK_TO_FAIL_OVER =
      Map.of("session.timeout.ms", "2500", "heartbeat.interval.ms", "800");

  /** Who waits for it to run out is told apart from who has a busy machine. */
  private static final Map<String, String> LONG_SESSION = Map.of("session.timeout.ms", "90000");

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final ScriptedDetector detector = new ScriptedDetector();
  @TempDir private Path folder;

  @Test
  void shouldLoseAndDoubleNothingOverARestart() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    publish(topics, 0, 20);
    try (RunningPath first = start(topics, "first", LONG_SESSION)) {
      assertEquals(40, results(topics, 40).size());
      publish(topics, 20, 60);
    } // while there is work

    // When
    long start = System.nanoTime();
    try (RunningPath second = start(topics, "second", LONG_SESSION)) {
      second.awaitRunning(PATIENCE);
      Duration away = Duration.ofNanos(System.nanoTime() - start);
      publish(topics, 60, 70);
      List<ConsumerRecord<String, FrameAnalysis>> all = results(topics, 140);

      // Then
      assertTrue(
          away.compareTo(Duration.ofSeconds(60)) < 0,
          () -> "took " + away + ": does it wait for the old session to run out?");
      assertEquals(numbers(0, 70), sequences(all, "left"));
      assertEquals(numbers(0, 70), sequences(all, "right"));
    }
    assertEquals(140, kafka.readAllRaw(topics.detections()).size());
  }

  @Test
  void shouldReadAgainWhatAnOutageInterrupted() throws Exception {
    // Given: something that the third and fourth attempt need is away
    AtomicInteger attempts = new AtomicInteger();
    detector.does(
        picture -> {
          int attempt = attempts.incrementAndGet();
          if (attempt == 3 || attempt == 4) {
            throw new TimeoutException("scripted");
          }
          return ScriptedDetector.nothing(picture);
        });
    Topics topics = kafka.freshTopics(2);

    // When
    try (RunningPath path = start(topics, "state", QUICK_TO_FAIL_OVER)) {
      publish(topics, 0, 10);
      List<ConsumerRecord<String, FrameAnalysis>> all = results(topics, 20);

      // Then
      assertEquals(numbers(0, 10), sequences(all, "left"));
      assertEquals(numbers(0, 10), sequences(all, "right"));
      assertTrue(attempts.get() > 20, () -> attempts + " attempts");
      assertTrue(all.stream().allMatch(r -> r.value().getStatus() == FrameStatus.ANALYZED));
      assertTrue(kafka.readAllRaw(topics.deadLetters()).isEmpty());
    }
  }

  @Test
  void shouldWaitForARegistryThatIsAway() throws Exception {
    // Given: the address of a registry that does not run
    int port = FreePorts.choose();
    String url = "http://127.0.0.1:" + port;
    Topics topics = kafka.freshTopics();
    AtomicInteger attempts = new AtomicInteger();
    detector.does(
        picture -> {
          attempts.incrementAndGet();
          return ScriptedDetector.nothing(picture);
        });

    try (RunningPath path =
        new RunningPath(
            detector,
            topics,
            kafka.bootstrapServers(),
            url,
            folder.resolve("state"),
            QUICK_TO_FAIL_OVER)) {
      publish(topics, 0, 3);
      await().atMost(PATIENCE).until(() -> attempts.get() >= 2);
      assertTrue(kafka.readAllRaw(topics.detections()).isEmpty());

      // When
      try (EmbeddedRegistry back = EmbeddedRegistry.start(folder, port)) {
        List<ConsumerRecord<String, byte[]>> all = kafka.readRaw(topics.detections(), 6, PATIENCE);

        // Then
        assertEquals(6, all.size());
        assertTrue(kafka.readAllRaw(topics.deadLetters()).isEmpty());
      }
    }
  }

  @Test
  void shouldKeepTheLargestFrameAsADeadLetter() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    byte[] noise = Pictures.noise(Topics.MAX_FRAME_BYTES, 0x5a);

    // When
    try (RunningPath path = start(topics, "state");
        KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer.send(new ProducerRecord<>(topics.cameraFrames().name(), "left", noise));
      producer.send(
          new ProducerRecord<>(topics.cameraFrames().name(), "left", Pictures.jpeg(64, 48)));
      producer.flush();
      List<ConsumerRecord<String, FrameAnalysis>> all = results(topics, 2);

      // Then
      assertEquals(
          List.of(FrameStatus.REJECTED, FrameStatus.ANALYZED),
          all.stream().map(record -> record.value().getStatus()).toList());
      List<ConsumerRecord<String, byte[]>> letters =
          kafka.readRaw(topics.deadLetters(), 1, PATIENCE);
      assertEquals(1, letters.size());
      assertArrayEquals(noise, letters.get(0).value());
    }
  }

  static Stream<Arguments> largerThanTheirTopicOnceUnpacked() {
    byte[] text = new byte[12_000_000];
    Arrays.fill(text, (byte) 'a');
    byte[] small = {'a'};
    return Stream.of(
        Arguments.of("value", text, "kept".getBytes(StandardCharsets.UTF_8), "12000000"),
        Arguments.of("header", small, text, "1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("largerThanTheirTopicOnceUnpacked")
  void shouldGetOverARecordThatOnlyCompressionLetIn(
      String what, byte[] value, byte[] header, String valueBytes) throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    Map<String, Object> compressing =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "compression.type",
            "zstd",
            "max.request.size",
            16_000_000);

    // When
    try (RunningPath path = start(topics, "state");
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(compressing, new StringSerializer(), new ByteArraySerializer())) {
      ProducerRecord<String, byte[]> large =
          new ProducerRecord<>(topics.cameraFrames().name(), "left", value);
      large.headers().add("x-vendor", header);
      producer.send(large).get();
      producer
          .send(new ProducerRecord<>(topics.cameraFrames().name(), "left", Pictures.jpeg(64, 48)))
          .get();
      List<ConsumerRecord<String, FrameAnalysis>> all = results(topics, 2);

      // Then
      assertEquals(
          List.of(FrameStatus.REJECTED, FrameStatus.ANALYZED),
          all.stream().map(record -> record.value().getStatus()).toList());
      ConsumerRecord<String, byte[]> letter =
          kafka.readRaw(topics.deadLetters(), 1, PATIENCE).get(0);
      assertNull(letter.value());
      assertEquals(valueBytes, text(letter, "dead-letter-value-bytes"));
      assertEquals("0", text(letter, "dead-letter-offset"));
      assertEquals(what.equals("value") ? "left" : null, letter.key());
    }
  }

  private static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldDateResultsSoThatTheBrokerTakesThem() throws Exception {
    // Given: producer and camera ahead of us, together by more than a broker allows
    Topics topics = kafka.freshTopics();
    Instant ahead = Instant.now().plus(Duration.ofMinutes(50));
    ProducerRecord<String, byte[]> early =
        new ProducerRecord<>(
            topics.cameraFrames().name(), 0, ahead.toEpochMilli(), "left", Pictures.jpeg(64, 48));
    early
        .headers()
        .add(
            "ce_time",
            ahead.plus(Duration.ofMinutes(50)).toString().getBytes(StandardCharsets.UTF_8));
    ProducerRecord<String, byte[]> ancient =
        new ProducerRecord<>(topics.cameraFrames().name(), 0, 0L, "left", Pictures.jpeg(64, 48));

    // When
    try (RunningPath path = start(topics, "state");
        KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer.send(early);
      producer.send(ancient);
      producer.flush();
      List<ConsumerRecord<String, FrameAnalysis>> all = results(topics, 2);

      // Then
      assertEquals(2, all.size());
      assertEquals(ahead.toEpochMilli(), all.get(0).timestamp());
      assertEquals(0, all.get(1).timestamp());
    }
  }

  private RunningPath start(Topics topics, String state) throws Exception {
    return start(topics, state, Map.of());
  }

  private RunningPath start(Topics topics, String state, Map<String, String> others)
      throws Exception {
    return new RunningPath(
        detector,
        topics,
        kafka.bootstrapServers(),
        kafka.registryUrl(),
        folder.resolve(state),
        others);
  }

  /** Frames of two cameras; in two partitions, if there are two. */
  private void publish(Topics topics, int from, int to) {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      int partitions = producer.partitionsFor(topics.cameraFrames().name()).size();
      byte[] picture = Pictures.jpeg(64, 48);
      for (int number = from; number < to; number++) {
        for (String camera : List.of("left", "right")) {
          ProducerRecord<String, byte[]> record =
              new ProducerRecord<>(
                  topics.cameraFrames().name(),
                  camera.equals("left") ? 0 : partitions - 1,
                  camera,
                  picture);
          record
              .headers()
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

  private static List<Long> numbers(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
