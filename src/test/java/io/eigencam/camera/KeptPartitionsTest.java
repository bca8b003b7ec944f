package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.PictureFormat;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.FrameHeaders;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a real broker, whose transactions are the lock. */
@Timeout(180)
class KeptPartitionsTest {
  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Map<String, String> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
  private final List<String> notices = new ArrayList<>();

  @Test
  void shouldSpreadCamerasThatStartAtOnce() throws Exception {
    // Given: eight names that a hash would put onto few partitions, each in a program of its own
    Topics topics = kafka.freshTopics(4);
    List<String> names = List.of("cam0", "cam4", "cam8", "cam12", "gate", "hall", "line", "roof");

    // When
    Map<String, Integer> partitions = atOnce(topics, 4, names);

    // Then
    int[] cameras = new int[4];
    partitions.values().forEach(partition -> cameras[partition]++);
    for (int count : cameras) {
      assertEquals(2, count, partitions::toString);
    }
    for (String name : names) {
      assertEquals(partitions.get(name), program(topics).of(new CameraId(name), 4), name);
    }
    assertTrue(notices.isEmpty());
  }

  @Test
  void shouldAgreeOnOnePartitionForACameraThatIsStartedTwice() throws Exception {
    Topics topics = kafka.freshTopics(4);

    Map<String, Integer> first = atOnce(topics, 4, List.of("gate", "gate 2", "gate 3", "gate 4"));
    List<Future<Integer>> answers = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService programs = Executors.newFixedThreadPool(3);
    try {
      for (int i = 0; i < 3; i++) {
        answers.add(
            programs.submit(
                () -> {
                  start.await();
                  return program(topics).of(new CameraId("hall"), 4);
                }));
      }
      start.countDown();
      Set<Integer> partitions = new TreeSet<>();
      for (Future<Integer> answer : answers) {
        partitions.add(answer.get(100, TimeUnit.SECONDS));
      }
      assertEquals(1, partitions.size(), partitions::toString);
    } finally {
      programs.shutdownNow();
    }
    assertEquals(4, new TreeSet<>(first.values()).size(), first::toString);
  }

  @Test
  void shouldLeaveCamerasWhereTheyAreWhenPartitionsAreAdded() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    CameraId old = new CameraId("cam-3");
    int before = publish(topics, old, 0);
    assertEquals(1, before);

    // When
    try (Admin admin = kafka.admin()) {
      admin
          .createPartitions(Map.of(topics.cameraFrames().name(), NewPartitions.increaseTo(4)))
          .all()
          .get(60, TimeUnit.SECONDS);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  admin
                          .describeTopics(List.of(topics.cameraFrames().name()))
                          .allTopicNames()
                          .get(60, TimeUnit.SECONDS)
                          .get(topics.cameraFrames().name())
                          .partitions()
                          .size()
                      == 4);
    }

    // Then: 3 modulo 4 would be another one, and new cameras take the new ones
    assertEquals(before, publish(topics, old, 1));
    Set<Integer> all = new TreeSet<>(Set.of(before));
    for (String name : List.of("x", "y", "z")) {
      all.add(program(topics).of(new CameraId(name), 4));
    }
    assertEquals(Set.of(0, 1, 2, 3), all);
  }

  @Test
  void shouldTakeCamerasOutAndMoveThemAsTheTopicSays() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    atOnce(topics, 2, List.of("cam0"));
    try (KafkaProducer<String, String> operator = kafka.producer(new StringSerializer())) {
      String topic = topics.cameraPartitions().name();

      // When: one is moved, one has left, one makes no sense
      operator.send(new ProducerRecord<>(topic, "cam0", "1"));
      operator.send(new ProducerRecord<>(topic, "gone", "0"));
      operator.send(new ProducerRecord<>(topic, "gone", null));
      operator.send(new ProducerRecord<>(topic, "odd", "over there"));
      operator.send(new ProducerRecord<>(topic, "no longer there", "17"));
      operator.flush();
    }

    // Then
    assertEquals(1, program(topics).of(new CameraId("cam0"), 2));
    assertEquals(0, program(topics).of(new CameraId("cam1"), 2));
    assertTrue(program(topics).of(new CameraId("no longer there"), 2) < 2);
  }

  @Test
  void shouldLetTheNumberDecideWhereTheTopicIsMissing() throws Exception {
    Topics missing = Topics.withPrefix("nobody-made-this.");

    assertEquals(3, program(missing).of(new CameraId("cam-7"), 4));
    assertEquals(1, notices.size());
    assertTrue(notices.get(0).contains("nobody-made-this.camera-partitions"), notices.get(0));
  }

  @Test
  void shouldSayThatKafkaIsAway() {
    KeptPartitions nowhere =
        new KeptPartitions(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "default.api.timeout.ms",
                "1000",
                "request.timeout.ms",
                "500"),
            Topics.plain().cameraPartitions(),
            notices::add);

    IOException e = assertThrows(IOException.class, () -> nowhere.of(new CameraId("gate"), 4));
    assertTrue(e.getMessage().contains("camera-partitions"), e.getMessage());
  }

  private KeptPartitions program(Topics topics) {
    return new KeptPartitions(client, topics.cameraPartitions(), notices::add);
  }

  /** Each by a program of its own. */
  private Map<String, Integer> atOnce(Topics topics, int partitions, List<String> names)
      throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService programs = Executors.newFixedThreadPool(names.size());
    try {
      Map<String, Future<Integer>> answers = new TreeMap<>();
      for (String name : names) {
        answers.put(
            name,
            programs.submit(
                () -> {
                  start.await();
                  return program(topics).of(new CameraId(name), partitions);
                }));
      }
      start.countDown();
      Map<String, Integer> chosen = new TreeMap<>();
      for (Map.Entry<String, Future<Integer>> answer : answers.entrySet()) {
        chosen.put(answer.getKey(), answer.getValue().get(100, TimeUnit.SECONDS));
      }
      return chosen;
    } finally {
      programs.shutdownNow();
    }
  }

  /** By a program of its own; returns where the frame stands. */
  private int publish(Topics topics, CameraId camera, long sequence) throws IOException {
    try (FramePublisher publisher =
        new FramePublisher(client, topics.cameraFrames(), program(topics), null)) {
      publisher.publish(
          camera,
          new CapturedFrame(
              sequence,
              camera + "/" + sequence,
              Instant.parse("2026-03-01T10:20:30Z"),
              PictureFormat.JPEG,
              new byte[] {1}));
      publisher.flush();
    }
    List<ConsumerRecord<String, byte[]>> records =
        kafka.readRaw(topics.cameraFrames(), (int) sequence + 1, Duration.ofSeconds(30));
    return records.stream()
        .filter(record -> FrameHeaders.read(record.headers()).sequence() == sequence)
        .findFirst()
        .orElseThrow()
        .partition();
  }
}
