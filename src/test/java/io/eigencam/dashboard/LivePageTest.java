package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.eigencam.camera.Camera;
import io.eigencam.camera.CameraId;
import io.eigencam.camera.FramePublisher;
import io.eigencam.camera.MicroscopeCameras;
import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.UnpacedClock;
import io.eigencam.camera.microscope.Look;
import io.eigencam.encode.MapCodec;
import io.eigencam.frame.AttentionMap;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The whole path, from microscope over Kafka and the demo model to pixels in a real browser. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@NeedsChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class LivePageTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TestHTTPResource("/")
  URI address;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "eigencam.registry.url")
  String registryUrl;

  @ConfigProperty(name = "eigencam.topics.prefix")
  String prefix;

  private Browser browser;

  @BeforeAll
  void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void shouldShowMovingPicturesWithBoxesAndAttention() {
    Topics topics = Topics.withPrefix(prefix);
    try (MicroscopeCameras cameras =
        new MicroscopeCameras(bootstrapServers, topics.cameraFrames(), 2, 5)) {
      // Given
      Page page = browser.open(address.toString(), 1280, 860, ColorScheme.DARK);
      Locator first = page.locator("[data-camera='microscope-1']");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> frames(first) > 0 && frames(page.locator("[data-camera='microscope-2']")) > 0);

      // When
      int seen = frames(first);
      Object before = page.evaluate(FINGERPRINT, "microscope-1");
      Awaitility.await().atMost(PATIENCE).until(() -> frames(first) > seen + 5);

      // Then
      assertFalse(before.equals(page.evaluate(FINGERPRINT, "microscope-1")), "it moves");
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertEquals("connected", page.locator("#connection").textContent());
                assertTrue(page.locator("#model").textContent().contains("320"), "model is named");
                assertTrue(
                    first.locator(".trust").textContent().contains("alignment with the scores"));
                assertTrue(Integer.parseInt(first.locator(".analyzed").textContent()) > 0);
                assertNotEquals("–", first.locator(".latency").textContent());
              });
      page.screenshot(shot("live-page.png"));
      Page phone = browser.open(address.toString(), 390, 844, ColorScheme.LIGHT);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> frames(phone.locator("[data-camera='microscope-2']")) > 3);
      phone.screenshot(shot("live-page-phone.png").setFullPage(true));
      assertEquals(
          Boolean.TRUE,
          phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
          "nothing sticks out");
      phone.close();
      page.close();
    }
  }

  @Test
  void shouldPaintAttentionWhereTheMapIsHot() throws Exception {
    // Given a camera that took three pictures and stopped
    Topics topics = Topics.withPrefix(prefix);
    Page page = browser.open(address.toString(), 1280, 860, ColorScheme.DARK);
    Locator card = page.locator("[data-camera='still-1']");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> page.locator("#connection").textContent().equals("connected"));
    publish("still-1", 3);
    Awaitility.await().atMost(PATIENCE).until(() -> "2".equals(card.getAttribute("data-sequence")));
    AttentionMaps maps = last(topics.attentionMaps(), "still-1");
    FrameAnalysis analysis = last(topics.detections(), "still-1");
    AttentionMap best = MapCodec.decode(maps.getMaps().get(0));
    int hot = extreme(best, 1);
    int cold = extreme(best, -1);

    // When
    page.locator("#boxes").click();
    List<Integer> hotOn = pixel(page, best, hot);
    List<Integer> coldOn = pixel(page, best, cold);
    page.locator("#attention").click();
    List<Integer> hotOff = pixel(page, best, hot);
    List<Integer> coldOff = pixel(page, best, cold);

    // Then inferno's last colours are yellow; nothing is painted where the map is below 0
    assertTrue(distance(hotOn, hotOff) > 60, hotOff + " becomes " + hotOn);
    assertTrue(hotOn.get(0) > 200 && hotOn.get(2) < hotOff.get(2), "yellow: " + hotOn);
    assertEquals(0, distance(coldOn, coldOff), coldOff + " stays, not " + coldOn);

    // When the boxes come back
    page.locator("#boxes").click();
    var box = analysis.getDetections().get(0);
    double x = box.getX1();
    double y = (box.getY1() + box.getY2()) / 2;
    List<Integer> edge = at(page, Math.max(1, x), y);

    // Then the edge has the class's colour
    String colour =
        (String)
            page.evaluate(
                "async (id) => (await import('/page/boxes.js')).classColour(id)", box.getClassId());
    assertTrue(distance(edge, rgb(colour)) < 90, "edge " + edge + " of " + box + ", not " + colour);
    page.locator("#attention").click();
    page.screenshot(shot("still.png"));
    page.close();
  }

  @Test
  @SuppressWarnings("unchecked")
  void shouldShowFirstWhatCanBeTrusted() {
    // Given layers, best-aligned first: unstable, unsure without and with energy beside, trusted
    String frame =
        """
        async () => {
          const { mapChoices, zeroOf } = await import('/page/trust.js');
          const attention = [
            { layer: 'p6', flags: ['UNSTABLE_COMPONENT'] }, { layer: 'p3', flags: ['SIGN_UNSURE'] },
            { layer: 'p5', flags: ['SIGN_UNSURE'] }, { layer: 'p4', flags: [] }];
          const map = (layer, kind) => ({ layer, kind, rawMin: 1, rawMax: 5, cells: [0, 255, 51] });
          const maps = [map('p6', 'EIGEN'), map('p3', 'EIGEN'), map('p5', 'EIGEN'),
            map('p4', 'EIGEN'), map('p4', 'ENERGY'), map('p5', 'ENERGY'), map('p6', 'ENERGY')];
          return [
            ...mapChoices(attention, maps).map((c) => `${c.layer} ${c.map.kind} ${c.instead}`),
            ...mapChoices([], maps.slice(1, 2)).map((c) => `${c.layer} ${c.figures}`),
            `${zeroOf(maps[0])} ${zeroOf(maps[4]).toFixed(2)}`];
        }""";

    // When
    Page page = browser.open(address.toString(), 1280, 860, ColorScheme.LIGHT);
    List<String> shown = (List<String>) page.evaluate(frame);
    page.close();

    // Then
    assertEquals(
        List.of(
            "p4 EIGEN false",
            "p6 ENERGY true",
            "p5 ENERGY true",
            "p3 EIGEN false",
            "p3 null",
            "0 1.80"),
        shown);
  }

  @Test
  void shouldWriteHostileNamesAsText() throws Exception {
    // Given
    String hostile = "<img src=x onerror=\"document.title='owned'\"><script>1</script>";
    Page page = browser.open(address.toString(), 1280, 860, ColorScheme.LIGHT);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> page.locator("#connection").textContent().equals("connected"));

    // When
    publish(hostile, 2);
    Locator name = page.locator(".name").filter(new Locator.FilterOptions().setHasText("onerror"));
    Awaitility.await().atMost(PATIENCE).until(() -> name.count() == 1);

    // Then
    assertEquals(hostile, name.textContent());
    assertEquals(0, page.locator("#wall img, #wall script").count());
    assertEquals("eigencam · live", page.title());
    page.screenshot(shot("hostile-light.png"));
    page.close();
  }

  @Test
  void shouldServeThePageWithAStrictPolicy() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());

    assertEquals(200, answer.statusCode());
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("none");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(answer.body().contains("style="), "no inline style");
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse("none"));
  }

  @Test
  void shouldRefuseSocketsOfOtherPages() throws Exception {
    WebSocket.Builder sockets = HttpClient.newHttpClient().newWebSocketBuilder();

    var refused =
        sockets
            .header("Origin", "https://elsewhere.example")
            .buildAsync(
                URI.create("ws://" + address.getAuthority() + "/live"), new WebSocket.Listener() {})
            .handle((socket, failure) -> failure.getCause())
            .get();

    assertTrue(
        refused instanceof WebSocketHandshakeException handshake
            && handshake.getResponse().statusCode() == 403,
        () -> "not refused but " + refused);
  }

  private void publish(String cameraId, int frames) throws IOException, InterruptedException {
    try (FramePublisher publisher =
            new FramePublisher(
                Map.of("bootstrap.servers", bootstrapServers),
                Topics.withPrefix(prefix).cameraFrames());
        MicroscopeSource source = new MicroscopeSource(5, Look.ORDINARY, 5)) {
      new Camera(new CameraId(cameraId), source, new UnpacedClock(), publisher, Instant.now())
          .run(frames, done -> {});
      publisher.flush();
    }
  }

  /** The newest message of a camera. */
  private <T extends SpecificRecord> T last(Topic<String, T> topic, String cameraId) {
    T last = null;
    try (KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            MessageSerdes.values(topic.valueType(), Map.of(RegistrySettings.URL, registryUrl))
                .deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(topic.name(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, T> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.key().equals(cameraId)) {
            last = record.value();
          }
        }
      }
    }
    return last;
  }

  private static int extreme(AttentionMap map, int sign) {
    int found = 0;
    for (int i = 1; i < map.projection().length; i++) {
      if (sign * map.projection()[i] > sign * map.projection()[found]) {
        found = i;
      }
    }
    return found;
  }

  private static List<Integer> pixel(Page page, AttentionMap map, int cell) {
    int row = cell / map.columns();
    int column = cell % map.columns();
    return at(page, map.cellToPicture().x(column, row), map.cellToPicture().y(column, row));
  }

  /** Colour on the canvas at a place of the 640 x 480 picture. */
  @SuppressWarnings("unchecked")
  private static List<Integer> at(Page page, double x, double y) {
    return (List<Integer>)
        page.evaluate(
            """
            ([x, y]) => {
              const canvas = document.querySelector("[data-camera='still-1'] canvas");
              const at = (v, size, full) => Math.min(full - 1, Math.floor((v / size) * full));
              return [...canvas.getContext("2d")
                .getImageData(at(x, 640, canvas.width), at(y, 480, canvas.height), 1, 1)
                .data.slice(0, 3)];
            }
            """,
            List.of(x, y));
  }

  private static final String FINGERPRINT =
      """
      (id) => {
        const canvas = document.querySelector(`[data-camera='${id}'] canvas`);
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let sum = 0;
        for (let i = 0; i < data.length; i += 4) sum = (sum * 31 + data[i]) % 1000000007;
        return sum;
      }
      """;

  private static int distance(List<Integer> a, List<Integer> b) {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Math.abs(a.get(i) - b.get(i));
    }
    return sum;
  }

  private static List<Integer> rgb(String hex) {
    int value = Integer.parseInt(hex.substring(1), 16);
    return List.of(value >> 16, value >> 8 & 255, value & 255);
  }

  private static int frames(Locator card) {
    return card.count() == 0 ? 0 : Integer.parseInt(card.getAttribute("data-frames"));
  }

  private static Page.ScreenshotOptions shot(String name) {
    return new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name));
  }
}
