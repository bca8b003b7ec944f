package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.EmbeddedBroker;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TopicsReaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2};

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final LiveView view = new LiveView(1_000_000, 8, Clock.systemUTC(), System::nanoTime);
  private final List<JsonNode> seen = new CopyOnWriteArrayList<>();

  @Test
  void shouldReadEveryKindOfFrame() {
    // Given
    Topics topics = kafka.freshTopics(2);
    try (TopicsReader reader = reader(topics)) {
      reader.start();
      awaitReading();

      // When a picture has headers, none, or comes as an Avro message
      send(topics, "with", 1, JPEG, "id-1");
      send(topics, "without", 0, JPEG, null);
      CameraFrame message = new CameraFrame(Instant.EPOCH, 3L, ByteBuffer.wrap(JPEG));
      byte[] framed =
          kafka
              .serde(CameraFrame.class)
              .serializer()
              .serialize(topics.cameraFrames().name(), message);
      send(topics, "avro", 1, framed, "id-3");
      results(topics, "with", "id-1");
      results(topics, "without", topics.cameraFrames().name() + "-0-0");
      results(topics, "avro", "id-3");

      // Then
      Awaitility.await().atMost(PATIENCE).until(() -> frames().size() == 3);
      assertEquals(
          List.of("avro", "with", "without"),
          frames().stream().map(frame -> frame.get("camera").asText()).sorted().toList());
      frames().forEach(frame -> assertEquals(JPEG.length, frame.at("/picture/length").asInt()));
    }
  }

  @Test
  void shouldGoOnAfterRecordsThatNobodyCanRead() {
    // Given
    Topics topics = kafka.freshTopics();
    try (TopicsReader reader = reader(topics)) {
      reader.start();
      awaitReading();

      // When
      send(topics, "a", 0, new byte[] {0, 0, 0, 0, 99, 1, 2}, "id-1");
      send(topics, "a", 0, "text".getBytes(StandardCharsets.UTF_8), "id-2");
      send(topics, "a", 0, new byte[0], "id-3");
      try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
        producer.send(new ProducerRecord<>(topics.detections().name(), "a", new byte[] {1, 2}));
        producer.send(new ProducerRecord<>(topics.attentionMaps().name(), "a", new byte[] {0}));
      }
      send(topics, "a", 0, JPEG, "id-4");
      results(topics, "a", "id-4");

      // Then
      Awaitility.await().atMost(PATIENCE).until(() -> frames().size() == 1);
      assertEquals("id-4", frames().get(0).get("id").asText());
    }
  }

  @Test
  void shouldWaitForTopicsThatAreMadeLater() {
    // Given
    Topics topics = Topics.withPrefix("later" + UUID.randomUUID() + ".");
    try (TopicsReader reader = reader(topics)) {
      reader.start();
      awaitReading();

      // When
      try (Admin admin = kafka.admin()) {
        new TopicCreation(admin, 1, 1).ensure(topics.all());
      }

      // Then what is published once they are noticed is seen
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                String id = UUID.randomUUID().toString();
                send(topics, "a", 0, JPEG, id);
                results(topics, "a", id);
                return !frames().isEmpty();
              });
    }
  }

  @Test
  void shouldGoOnWhenTheBrokerComesBack(@TempDir Path folder) {
    // Given a broker of our own
    Topics topics = Topics.plain();
    EmbeddedBroker broker = EmbeddedBroker.start(folder);
    int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
    try (TopicsReader reader =
        new TopicsReader(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            topics,
            dispatch(topics),
            view)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        new TopicCreation(admin, 1, 1).ensure(topics.all());
      }
      view.open("viewer", this::note);
      reader.start();
      awaitReading();

      // When
      broker.close();
      Awaitility.await().atMost(PATIENCE).until(() -> !lastFigures().get("reading").asBoolean());
      broker = EmbeddedBroker.start(folder, port);
      Awaitility.await().atMost(PATIENCE).until(() -> lastFigures().get("reading").asBoolean());
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(topics.cameraFrames().name(), "a", JPEG);
      try (KafkaProducer<String, byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new StringSerializer(),
              new ByteArraySerializer())) {
        producer.send(record);
      }

      // Then
      Awaitility.await().atMost(PATIENCE).until(() -> lastFigures().get("cameras").size() == 1);
    } finally {
      broker.close();
    }
  }

  @Test
  void shouldSayThatKafkaDoesNotAnswerAndStopCleanly() {
    // Given nobody listens there
    Set<Thread> before = readers();
    TopicsReader reader =
        new TopicsReader(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            Topics.plain(),
            dispatch(Topics.plain()),
            view);
    view.open("viewer", this::note);
    reader.start();

    // When
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> seen.stream().anyMatch(m -> m.has("reading") && !m.get("reading").asBoolean()));
    reader.close();

    // Then
    assertEquals(before, readers());
  }

  /** Threads that read topics now; an application that another test has left running has one. */
  private static Set<Thread> readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("dashboard-reader"))
        .collect(Collectors.toSet());
  }

  private TopicsReader reader(Topics topics) {
    view.open("viewer", this::note);
    return new TopicsReader(
        Map.of("bootstrap.servers", kafka.bootstrapServers()), topics, dispatch(topics), view);
  }

  private RecordDispatch dispatch(Topics topics) {
    return new RecordDispatch(
        topics,
        kafka.serde(CameraFrame.class).deserializer(),
        kafka.serde(FrameAnalysis.class).deserializer(),
        kafka.serde(AttentionMaps.class).deserializer(),
        view,
        Instant.EPOCH);
  }

  private void note(byte[] message) {
    try {
      seen.add(new ObjectMapper().readTree(message, 4, ByteBuffer.wrap(message).getInt()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // As the page does, but not from within the call that sends.
    CompletableFuture.runAsync(() -> view.acknowledged("viewer"));
  }

  private void awaitReading() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> seen.stream().anyMatch(m -> m.has("reading") && m.get("reading").asBoolean()));
  }

  private JsonNode lastFigures() {
    List<JsonNode> figures = seen.stream().filter(message -> message.has("reading")).toList();
    return figures.get(figures.size() - 1);
  }

  private List<JsonNode> frames() {
    return seen.stream().filter(m -> m.get("kind").asText().equals("frame")).toList();
  }

  private void send(Topics topics, String camera, int partition, byte[] value, String id) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topics.cameraFrames().name(), partition, camera, value);
    if (id != null) {
      record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
    }
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer.send(record);
    }
  }

  private void results(Topics topics, String camera, String id) {
    send(
        topics.detections().name(),
        camera,
        Messages.analysis(camera, id, FrameStatus.ANALYZED),
        kafka.serde(FrameAnalysis.class).serializer());
    send(
        topics.attentionMaps().name(),
        camera,
        Messages.maps(camera, id),
        kafka.serde(AttentionMaps.class).serializer());
  }

  private <T> void send(String topic, String camera, T message, Serializer<T> serializer) {
    try (KafkaProducer<String, T> producer = kafka.producer(serializer)) {
      producer.send(new ProducerRecord<>(topic, camera, message));
    }
  }
}
