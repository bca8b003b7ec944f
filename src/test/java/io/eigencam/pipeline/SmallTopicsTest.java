package io.eigencam.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.fault.StoredLetter;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that somebody made by hand and that take less, or other things, than ours. */
@Timeout(300)
class SmallTopicsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Topics topics = kafka.freshTopics();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  @TempDir private Path folder;

  @Test
  void shouldWriteADeadLetterWithoutItsValueWhereThatIsRefused() throws Exception {
    // Given
    limit(topics.deadLetters(), 20_000);

    try (RunningPath path = start()) {
      // When
      publish(Pictures.noise(100_000, 0x5a), Pictures.jpeg(64, 48), Pictures.noise(90_000, 0x5a));
      List<ConsumerRecord<String, FrameAnalysis>> results = results(3);

      // Then
      assertEquals(
          List.of(FrameStatus.REJECTED, FrameStatus.ANALYZED, FrameStatus.REJECTED),
          results.stream().map(result -> result.value().getStatus()).toList());
      List<ConsumerRecord<String, byte[]>> letters =
          kafka.readRaw(topics.deadLetters(), 2, PATIENCE);
      assertEquals(2, letters.size());
      assertNull(letters.get(0).value());
      assertEquals("100000", text(letters.get(0), "dead-letter-value-bytes"));
      assertEquals("90000", text(letters.get(1), "dead-letter-value-bytes"));
      assertTrue(count("without_value") >= 2, "counted");
    }
  }

  @Test
  void shouldGoOnWhereADeadLetterIsRefusedAltogether() throws Exception {
    // Given
    limit(topics.deadLetters(), 100);

    try (RunningPath path = start()) {
      // When
      publish(Pictures.gif(), Pictures.jpeg(64, 48));
      List<ConsumerRecord<String, FrameAnalysis>> results = results(2);

      // Then
      assertEquals(
          List.of(FrameStatus.REJECTED, FrameStatus.ANALYZED),
          results.stream().map(result -> result.value().getStatus()).toList());
      assertTrue(count("left_out") >= 1, "counted");
    }
  }

  @Test
  void shouldGoOnWhereADeadLetterWithoutAKeyIsRefused() throws Exception {
    // Given
    set(topics.deadLetters(), "cleanup.policy", "compact");

    try (RunningPath path = start();
        KafkaProducer<String, byte[]> producer = kafka.producer()) {
      // When
      producer.send(new ProducerRecord<>(topics.cameraFrames().name(), Pictures.gif())).get();
      publish(Pictures.gif(), Pictures.jpeg(64, 48));
      List<ConsumerRecord<String, FrameAnalysis>> results = results(3);

      // Then
      assertEquals(
          List.of(FrameStatus.REJECTED, FrameStatus.REJECTED, FrameStatus.ANALYZED),
          results.stream().map(result -> result.value().getStatus()).toList());
      assertTrue(count("left_out") >= 1, "counted");
      assertEquals("left", kafka.readRaw(topics.deadLetters(), 1, PATIENCE).get(0).key());
    }
  }

  @Test
  void shouldGoOnWhereOneLetterOfABatchIsRefused() throws Exception {
    // Given: all of it there before the path begins, so that letters leave together, good ones
    // first
    set(topics.deadLetters(), "cleanup.policy", "compact");
    publish(Pictures.gif(), Pictures.gif());
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer.send(new ProducerRecord<>(topics.cameraFrames().name(), Pictures.gif())).get();
    }
    publish(Pictures.gif(), Pictures.jpeg(64, 48));

    try (RunningPath path = start()) {
      // When
      List<ConsumerRecord<String, FrameAnalysis>> results = results(5);

      // Then
      assertEquals(FrameStatus.ANALYZED, results.get(4).value().getStatus());
      assertEquals(3, kafka.readRaw(topics.deadLetters(), 3, PATIENCE).size(), "the good ones");
      await().atMost(PATIENCE).until(() -> meters.get("eigencam.frames.in").counter().count() == 5);
      assertEquals(1, count("left_out"), "exactly, however often the frames were read");
      assertEquals(3, count("whole"));
      assertEquals(4, meters.get("eigencam.results").tag("status", "REJECTED").counter().count());
      assertEquals(1, meters.get("eigencam.results").tag("status", "ANALYZED").counter().count());
    }
  }

  @Test
  void shouldGoOnWhereTopicsRefuseOldRecords() throws Exception {
    // Given
    for (Topic<?, ?> topic :
        List.of(topics.detections(), topics.attentionMaps(), topics.deadLetters())) {
      set(topic, "message.timestamp.before.max.ms", "7200000");
    }
    Instant old = Instant.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.MILLIS);
    publishAt(Instant.now(), Pictures.jpeg(64, 48));
    publishAt(old, Pictures.gif());
    publishAt(old, Pictures.jpeg(64, 48));

    try (RunningPath path = start()) {
      // When
      List<ConsumerRecord<String, FrameAnalysis>> results = results(3);

      // Then
      assertEquals(old, results.get(2).value().getFrame().getCaptureTime());
      assertTrue(
          results.get(2).timestamp() > old.plusSeconds(3600).toEpochMilli(), "of its making");
      StoredLetter letter = new StoredLetter(raw(topics.deadLetters()));
      assertEquals(old.toEpochMilli(), letter.source().timestamp(), "known all the same");
      assertEquals("UNSUPPORTED_FORMAT", letter.reason());
    }
  }

  @Test
  void shouldPublishDetectionsWithoutMapsThatAreRefused() throws Exception {
    // Given
    limit(topics.attentionMaps(), 100);

    try (RunningPath path = start()) {
      // When
      publish(Pictures.jpeg(64, 48), Pictures.jpeg(64, 48));
      List<ConsumerRecord<String, FrameAnalysis>> results = results(2);

      // Then
      assertEquals(2, results.size());
      for (ConsumerRecord<String, FrameAnalysis> result : results) {
        assertEquals(FrameStatus.ANALYZED, result.value().getStatus());
        assertEquals(MapStatus.TOO_LARGE, result.value().getMapStatus());
      }
    }
  }

  @Test
  void shouldMakeADeadLetterOfAFrameWhoseDetectionsAreRefused() throws Exception {
    // Given
    limit(topics.detections(), 100);

    try (RunningPath path = start()) {
      // When
      publish(Pictures.jpeg(64, 48), Pictures.jpeg(64, 48));
      List<ConsumerRecord<String, byte[]>> letters =
          kafka.readRaw(topics.deadLetters(), 2, PATIENCE);

      // Then
      assertEquals(2, letters.size());
      assertEquals("RESULT_TOO_LARGE", DeadLetterHeaders.read(letters.get(1).headers()).reason());
    }
  }

  private double count(String form) {
    return meters.get("eigencam.dead.letters").tag("form", form).counter().count();
  }

  private void limit(Topic<?, ?> topic, int bytes) throws Exception {
    set(topic, "max.message.bytes", Integer.toString(bytes));
  }

  private void set(Topic<?, ?> topic, String setting, String value) throws Exception {
    try (Admin admin = kafka.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private RunningPath start() throws Exception {
    return new RunningPath(
        new ScriptedDetector(),
        topics,
        kafka.bootstrapServers(),
        kafka.registryUrl(),
        folder,
        Map.of("session.timeout.ms", "2500", "heartbeat.interval.ms", "800"),
        meters);
  }

  private void publishAt(Instant time, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer
          .send(
              new ProducerRecord<>(
                  topics.cameraFrames().name(), null, time.toEpochMilli(), "left", value))
          .get();
    }
  }

  private ConsumerRecord<byte[], byte[]> raw(Topic<?, ?> topic) {
    try (TopicLog<byte[]> log =
        new TopicLog<>(kafka.bootstrapServers(), topic.name(), new ByteArrayDeserializer())) {
      return log.await(record -> true, 1, PATIENCE).get(0);
    }
  }

  private void publish(byte[]... values) throws Exception {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topics.cameraFrames().name(), "left", value)).get();
      }
    }
  }

  private List<ConsumerRecord<String, FrameAnalysis>> results(int count) {
    return kafka.read(topics.detections(), count, PATIENCE);
  }

  private static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
