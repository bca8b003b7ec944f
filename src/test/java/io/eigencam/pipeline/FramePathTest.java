package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.RejectionReason;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class FramePathTest {
  private final ScriptedDetector detector = new ScriptedDetector();
  private PathDriver path;

  @BeforeEach
  void start(@TempDir Path state) {
    path = new PathDriver(detector, StandaloneKafka.shared().registryUrl(), state);
  }

  @AfterEach
  void stop() {
    path.close();
  }

  @Test
  void shouldGiveOneAnalysisForAGoodFrame() {
    // When
    path.send("hall-3", Pictures.jpeg(320, 240));

    // Then
    TestRecord<String, FrameAnalysis> result = path.detections.readRecord();
    assertTrue(path.detections.isEmpty());
    assertTrue(path.deadLetters.isEmpty());
    assertEquals("hall-3", result.key());
    FrameAnalysis analysis = result.value();
    assertEquals(FrameStatus.ANALYZED, analysis.getStatus());
    assertNull(analysis.getReason());
    assertEquals("hall-3", analysis.getFrame().getCameraId());
    assertEquals(320, analysis.getFrame().getWidth());
    assertEquals(240, analysis.getFrame().getHeight());
    assertEquals(PathDriver.NOW, analysis.getFrame().getProcessedTime());
    assertEquals("scripted", analysis.getModel().getName());
    assertEquals(Set.of("ingest", "decode", "infer", "explain"), analysis.getTimings().keySet());
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        Arguments.of("no bytes", new byte[0], RejectionReason.EMPTY),
        Arguments.of("no value", null, RejectionReason.EMPTY),
        Arguments.of(
            "text",
            "hello, I am a camera".getBytes(StandardCharsets.UTF_8),
            RejectionReason.UNSUPPORTED_FORMAT),
        Arguments.of("a GIF", Pictures.gif(), RejectionReason.UNSUPPORTED_FORMAT),
        Arguments.of(
            "3 MB of noise", Pictures.noise(3_000_000, 0x5a), RejectionReason.UNSUPPORTED_FORMAT),
        Arguments.of("100 megapixels", Pictures.hugeJpeg(), RejectionReason.TOO_LARGE),
        Arguments.of("one zero byte", new byte[1], RejectionReason.UNDECODABLE),
        Arguments.of(
            "zero-led noise of 3 MB",
            Pictures.noise(3_000_000, 0),
            RejectionReason.UNKNOWN_SCHEMA));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badValues")
  void shouldRejectWhatIsNoPictureAndGoOn(String what, byte[] value, RejectionReason reason) {
    // When
    path.send("hall-3", value, "x-vendor", "kept", "frame-sequence", "17");
    path.send("hall-3", Pictures.png(64, 48));

    // Then
    FrameAnalysis rejected = path.detections.readValue();
    assertEquals(FrameStatus.REJECTED, rejected.getStatus());
    assertEquals(reason.name(), rejected.getReason());
    assertFalse(rejected.getReasonText().isBlank());
    assertEquals(17, rejected.getFrame().getSequence());
    assertEquals(MapStatus.FAILED, rejected.getMapStatus());
    assertNull(rejected.getModel());
    assertEquals(FrameStatus.ANALYZED, path.detections.readValue().getStatus());
    assertTrue(path.detections.isEmpty());

    TestRecord<byte[], byte[]> letter = path.deadLetters.readRecord();
    assertTrue(path.deadLetters.isEmpty());
    assertArrayEquals("hall-3".getBytes(StandardCharsets.UTF_8), letter.key());
    assertArrayEquals(value, letter.value());
    assertEquals(PathDriver.RECORDED, letter.getRecordTime());
    assertEquals("kept", text(letter, "x-vendor"));
    DeadLetterHeaders headers = DeadLetterHeaders.read(letter.headers());
    assertNotNull(headers);
    assertEquals(reason.name(), headers.reason());
    assertEquals("camera-frames", headers.topic());
    assertEquals(0, headers.partition());
    assertEquals(0, headers.offset());
    assertEquals(FrameRejected.class.getName(), headers.exceptionClass());
  }

  static Stream<Arguments> badKeys() {
    return Stream.of(
        Arguments.of("null", null),
        Arguments.of("empty", new byte[0]),
        Arguments.of("blank", " \t ".getBytes(StandardCharsets.UTF_8)),
        Arguments.of("too long", new byte[256]),
        Arguments.of("no UTF-8", new byte[] {(byte) 0xc3, 0x28}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badKeys")
  void shouldAscribeANamelessFrameToAStandIn(String what, byte[] key) {
    path.send(key, Pictures.jpeg(64, 48));

    TestRecord<String, FrameAnalysis> result = path.detections.readRecord();
    assertEquals("unknown-camera", result.key());
    assertEquals("NO_CAMERA", result.value().getReason());
    assertArrayEquals(key, path.deadLetters.readRecord().key());
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void shouldTreatACamerasIdAsData(String id) {
    path.send(id, Pictures.jpeg(64, 48));

    TestRecord<String, FrameAnalysis> result = path.detections.readRecord();
    assertEquals(FrameStatus.ANALYZED, result.value().getStatus());
    assertEquals(id, result.key());
    assertEquals(id, result.value().getFrame().getCameraId());
    assertTrue(text(result, "ce_source").matches("/cameras/[A-Za-z0-9%._*~+-]+"));
  }

  static Stream<String> hostileIds() {
    return Stream.of(
        "../../etc/passwd",
        "a\nb\r\n{\"forged\": 1}",
        "'; DROP TABLE frames; --",
        "${jndi:ldap://x/y}",
        "<script>alert(1)</script>",
        "\u202etfel\u0000",
        "Kamera Süd 3 📷",
        "x".repeat(255));
  }

  @Test
  void shouldReadAvroFramesAndBelieveThemFirst() {
    // Given
    CameraFrame message =
        new CameraFrame(
            Instant.parse("2026-03-01T12:00:00.000007Z"),
            9L,
            ByteBuffer.wrap(Pictures.jpeg(64, 48)));
    byte[] framed =
        StandaloneKafka.shared()
            .serde(CameraFrame.class)
            .serializer()
            .serialize("path-test", message);

    // When
    path.send("hall-3", framed, "ce_time", "2026-03-01T11:00:00Z", "frame-sequence", "1");

    // Then
    FrameAnalysis analysis = path.detections.readValue();
    assertEquals(FrameStatus.ANALYZED, analysis.getStatus());
    assertEquals(message.getCaptureTime(), analysis.getFrame().getCaptureTime());
    assertEquals(CaptureTimeSource.MESSAGE, analysis.getFrame().getCaptureTimeSource());
    assertEquals(9, analysis.getFrame().getSequence());
  }

  @Test
  void shouldRejectAvroThatIsNoCameraFrame() {
    // Given: a whole message of ours, of another kind
    path.send("hall-3", Pictures.jpeg(64, 48));
    FrameAnalysis other = path.detections.readValue();
    byte[] framed =
        StandaloneKafka.shared()
            .serde(FrameAnalysis.class)
            .serializer()
            .serialize("path-test-other", other);

    // When
    path.send("hall-3", framed);

    // Then
    assertEquals("UNKNOWN_SCHEMA", path.detections.readValue().getReason());
  }

  @Test
  void shouldStopTheFrameAndNotTheStreamOnADefect() {
    // Given
    detector.does(
        picture -> {
          throw new IllegalStateException("scripted");
        });

    // When
    path.send("hall-3", Pictures.jpeg(64, 48));
    detector.does(ScriptedDetector::nothing);
    path.send("hall-3", Pictures.jpeg(64, 48));

    // Then
    FrameAnalysis rejected = path.detections.readValue();
    assertEquals("INTERNAL_ERROR", rejected.getReason());
    assertEquals("scripted", rejected.getModel().getName());
    assertEquals(64, rejected.getFrame().getWidth());
    DeadLetterHeaders headers = DeadLetterHeaders.read(path.deadLetters.readRecord().headers());
    assertNotNull(headers);
    assertEquals(IllegalStateException.class.getName(), headers.exceptionClass());
    assertEquals(FrameStatus.ANALYZED, path.detections.readValue().getStatus());
  }

  @Test
  void shouldNameTheModelWhoseAnswerIsRefused() {
    detector.does(
        picture -> {
          throw new FrameRejected(RejectionReason.INVALID_ACTIVATION, "scripted");
        });

    path.send("hall-3", Pictures.jpeg(64, 48));

    FrameAnalysis rejected = path.detections.readValue();
    assertEquals("INVALID_ACTIVATION", rejected.getReason());
    assertEquals(ScriptedDetector.MODEL.digest(), rejected.getModel().getDigest());
  }

  @Test
  void shouldKeepTheDetectionsWhenOnlyTheAttentionFails(@TempDir Path state) {
    Step<Inference, Explanation> broken =
        inference -> {
          throw new ArithmeticException("scripted");
        };
    String registry = StandaloneKafka.shared().registryUrl();
    try (PathDriver unexplained = new PathDriver(detector, broken, registry, state)) {
      // When
      unexplained.send("hall-3", Pictures.jpeg(64, 48));

      // Then
      FrameAnalysis analysis = unexplained.detections.readValue();
      assertEquals(FrameStatus.ANALYZED, analysis.getStatus());
      assertEquals(MapStatus.FAILED, analysis.getMapStatus());
      assertTrue(unexplained.maps.isEmpty());
      assertTrue(unexplained.deadLetters.isEmpty());
    }
  }

  @Test
  void shouldGiveUpNoFrameBecauseOfAnOutage() {
    // Given
    detector.does(
        picture -> {
          throw new TimeoutException("scripted: something that we need is away");
        });

    // When
    Throwable failure =
        assertThrows(RuntimeException.class, () -> path.send("hall-3", Pictures.jpeg(64, 48)));

    // Then: the thread ends without a result, so that the record is read again
    assertTrue(Outage.caused(failure));
    assertTrue(path.detections.isEmpty());
    assertTrue(path.deadLetters.isEmpty());
  }

  @Test
  void shouldNotHandleErrors() {
    detector.does(
        picture -> {
          throw new OutOfMemoryError("scripted");
        });

    assertThrows(OutOfMemoryError.class, () -> path.send("hall-3", Pictures.jpeg(64, 48)));
  }

  @Test
  void shouldCountEachFrameOnce() {
    path.send("hall-3", Pictures.jpeg(64, 48));
    path.send("hall-3", Pictures.jpeg(64, 48));
    path.send("hall-3", Pictures.gif());

    assertEquals(3, path.observed.size());
    assertEquals(
        2,
        path.meters
            .get("eigencam.frames")
            .tags("camera", "hall-3", "status", "ANALYZED", "reason", "NONE")
            .counter()
            .count());
    assertEquals(
        1,
        path.meters
            .get("eigencam.frames")
            .tags("camera", "hall-3", "status", "REJECTED", "reason", "UNSUPPORTED_FORMAT")
            .counter()
            .count());
    assertEquals(2, path.meters.get("eigencam.step").tag("step", "infer").timer().count());
    assertEquals(3, path.meters.get("eigencam.end.to.end").timer().count());
    assertEquals(
        PathDriver.RECORDED.toEpochMilli() / 1e3,
        path.meters.get("eigencam.camera.last.frame.timestamp").gauge().value());
  }

  private static String text(TestRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
