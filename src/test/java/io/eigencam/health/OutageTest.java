package io.eigencam.health;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The application while what it needs is away: it says so, loses nothing and goes on by itself. A
 * longer outage: {@code -Doutage.seconds=60}.
 */
@QuarkusTest
@TestProfile(OutageTest.Alone.class)
@Timeout(300)
class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String READY = "/q/health/ready";
  private static final String LIVE = "/q/health/live";
  private static final byte[] PICTURE = ScriptedModel.picture();

  /** Set by {@link OutageKafka}. */
  Map<String, Runnable> switches;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "eigencam.registry.url")
  String registryUrl;

  @Inject Topics topics;
  @Inject ScriptedModel model;

  private final String camera = "cam-" + UUID.randomUUID();
  private StandaloneKafka kafka;
  private Deserializer<FrameAnalysis> reading; // knows the schema when the registry is away

  /** With a broker and a registry of its own, which may go away. */
  public static final class Alone implements QuarkusTestProfile {
    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(OutageKafka.class));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(ScriptedModel.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      // An outage outlasts sessions and transactions, as a longer one does with the usual settings.
      return Map.of(
          "kafka-streams.session.timeout.ms", "3000",
          "kafka-streams.heartbeat.interval.ms", "1000",
          "kafka-streams.producer.transaction.timeout.ms", "3000",
          "kafka-streams.metadata.max.age.ms", "2000",
          "eigencam.health.slow-call", "1s",
          "eigencam.health.hung-call", "4s");
    }
  }

  @BeforeEach
  void begin() {
    kafka = StandaloneKafka.at(bootstrapServers, registryUrl);
    reading = kafka.serde(FrameAnalysis.class).deserializer();
    awaitReady();
  }

  @AfterEach
  void putBack() {
    switches.get("start broker").run();
    switches.get("start registry").run();
  }

  @Test
  void shouldLoseNothingWhileTheBrokerIsAway() throws Exception {
    try (LogCount log = new LogCount()) {
      // Given: a camera that goes on, with a producer that keeps what it cannot send yet
      AtomicBoolean enough = new AtomicBoolean();
      Publishing publishing = new Publishing(enough);
      publishing.start();
      patiently().until(() -> !results(1).isEmpty());

      // When
      switches.get("stop broker").run();

      // Then
      patiently().untilAsserted(() -> assertDown("kafka", "no Kafka answers at"));
      assertMetric("eigencam_dependency_up{dependency=\"kafka\"} 0.0");
      Duration outage = Duration.ofSeconds(Integer.getInteger("outage.seconds", 6));
      patiently()
          .pollDelay(outage)
          .atMost(outage.plus(PATIENCE))
          .untilAsserted(() -> assertDown("kafka", "no Kafka answers at"));
      assertEquals(200, get(LIVE).statusCode(), "a restart would not help");
      // once, or again after another answer on the way: partitions without a broker, a slow one
      assertBetween(1, 3, log.count("kafka: no Kafka answers"), log);
      assertTrue(log.count("") < 30, () -> "and drowns in nothing: " + log);

      // When
      switches.get("start broker").run();

      // Then
      awaitReady();
      assertMetric("eigencam_dependency_up{dependency=\"kafka\"} 1.0");
      enough.set(true);
      publishing.join();
      List<Long> sequences =
          results(publishing.sent).stream()
              .map(result -> result.value().getFrame().getSequence())
              .toList();
      assertEquals(LongStream.range(0, publishing.sent).boxed().toList(), sequences);
      assertBetween(1, 3, log.count("kafka is all right again"), log);
    }
  }

  @Test
  void shouldWaitForTheRegistryOnlyWhereASchemaIsNew() throws Exception {
    // Given: a schema that the application has not met
    Schema schema =
        new Schema.Parser()
            .parse(
                CameraFrame.getClassSchema()
                    .toString()
                    .replaceFirst(
                        "\"fields\":\\[",
                        "\"fields\":[{\"name\":\"shift\",\"type\":\"string\",\"default\":\"\"},"));
    int id =
        new RegistryClient(RegistrySettings.at(registryUrl)).register("outage-" + camera, schema);
    send(PICTURE);
    assertEquals(1, results(1).size());

    // When
    switches.get("stop registry").run();

    // Then: what is known goes on
    patiently()
        .untilAsserted(() -> assertMetric("eigencam_dependency_up{dependency=\"registry\"} 0.0"));
    send(PICTURE);
    assertEquals(2, results(2).size());
    get(READY).then().statusCode(200);

    // When
    send(framed(id, schema));

    // Then
    patiently().untilAsserted(() -> assertDown("registry", "no schema registry"));
    assertEquals(200, get(LIVE).statusCode(), "a restart would not help");
    assertEquals(2, results(2).size());

    // When
    switches.get("start registry").run();

    // Then
    awaitReady();
    List<ConsumerRecord<String, FrameAnalysis>> all = results(3);
    assertEquals(3, all.size());
    assertTrue(all.stream().allMatch(r -> r.value().getStatus() == FrameStatus.ANALYZED));
    assertTrue(get("/q/metrics").asString().contains("replaced_total{cause=\"outage\"} "));
  }

  @Test
  void shouldFollowATopicThatGrowsOrIsMadeAnew() throws Exception {
    String frames = topics.cameraFrames().name();
    try (Admin admin = kafka.admin()) {
      // When
      int partitions =
          admin
              .describeTopics(List.of(frames))
              .allTopicNames()
              .get()
              .get(frames)
              .partitions()
              .size();
      admin.createPartitions(Map.of(frames, NewPartitions.increaseTo(partitions + 1))).all().get();
      send(partitions, PICTURE);

      // Then
      assertEquals(1, results(1).size());

      // When
      admin.deleteTopics(List.of(frames)).all().get();

      // Then
      patiently().untilAsserted(() -> assertDown("kafka", "has no topic " + frames));
      assertEquals(200, get(LIVE).statusCode(), "a restart would not help");

      // When
      new TopicCreation(admin, 2, 1).ensure(topics.all());
      send(PICTURE);

      // Then
      awaitReady();
      assertEquals(2, results(2).size());
    }
  }

  @Test
  void shouldTellOfAModelThatHangs() throws Exception {
    // Given
    CountDownLatch released = new CountDownLatch(1);
    model.waitsFor(released);
    try {
      // When
      send(PICTURE);

      // Then: first it is slow, then it needs a restart
      patiently().untilAsserted(() -> assertDown("model", "more than 1 s"));
      patiently()
          .untilAsserted(
              () ->
                  get(LIVE)
                      .then()
                      .statusCode(503)
                      .body("checks.find { it.name == 'model' }.status", equalTo("DOWN"))
                      .body("checks.find { it.name == 'topology' }.status", equalTo("UP")));
    } finally {
      released.countDown();
    }

    // Then
    awaitReady();
    assertEquals(200, get(LIVE).statusCode());
    assertEquals(1, results(1).size());
  }

  /** Stream threads that die of an outage, as they shall, are not this thread's failure. */
  private static ConditionFactory patiently() {
    return await().dontCatchUncaughtExceptions().atMost(PATIENCE);
  }

  private static void awaitReady() {
    patiently().untilAsserted(() -> get(READY).then().statusCode(200));
  }

  private static void assertBetween(int least, int most, long count, LogCount log) {
    assertTrue(least <= count && count <= most, () -> count + " times in\n" + log);
  }

  private static void assertDown(String check, String trouble) {
    get(READY)
        .then()
        .statusCode(503)
        .body("checks.find { it.name == '" + check + "' }.status", equalTo("DOWN"))
        .body("checks.find { it.name == '" + check + "' }.data.trouble", containsString(trouble));
  }

  private static void assertMetric(String line) {
    String text = get("/q/metrics").asString();
    assertTrue(text.contains(line), text);
  }

  private static byte[] framed(int id, Schema schema) throws Exception {
    GenericRecord frame =
        new GenericRecordBuilder(schema)
            .set("shift", "night")
            .set("picture", ByteBuffer.wrap(PICTURE))
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(frame, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private void send(byte[] value) throws Exception {
    send(0, value);
  }

  private void send(int partition, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      producer
          .send(new ProducerRecord<>(topics.cameraFrames().name(), partition, camera, value))
          .get();
    }
  }

  /** At least that many of this test's camera, if they come. */
  private List<ConsumerRecord<String, FrameAnalysis>> results(int count) {
    return patiently().until(this::all, all -> all.size() >= count);
  }

  private List<ConsumerRecord<String, FrameAnalysis>> all() {
    return kafka.readAll(topics.detections(), reading).stream()
        .filter(result -> result.key().equals(camera))
        .toList();
  }

  /** Twenty frames a second until it is enough. */
  private final class Publishing extends Thread {
    private final AtomicBoolean enough;
    volatile int sent;

    Publishing(AtomicBoolean enough) {
      super("publishing");
      this.enough = enough;
    }

    @Override
    public void run() {
      Map<String, Object> patient =
          Map.of(
              "bootstrap.servers", bootstrapServers,
              "delivery.timeout.ms", 600_000,
              "max.block.ms", 600_000);
      try (KafkaProducer<String, byte[]> producer =
          new KafkaProducer<>(patient, new StringSerializer(), new ByteArraySerializer())) {
        CountDownLatch never = new CountDownLatch(1);
        while (!enough.get()) {
          ProducerRecord<String, byte[]> record =
              new ProducerRecord<>(topics.cameraFrames().name(), 0, camera, PICTURE);
          record
              .headers()
              .add("frame-sequence", Integer.toString(sent).getBytes(StandardCharsets.UTF_8));
          producer.send(record);
          sent++;
          never.await(50, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
