package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.StandaloneKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who and when: what a frame's headers and its record say, and what to believe of it. */
@Timeout(60)
class FrameHeadersOnThePathTest {
  private PathDriver path;

  @BeforeEach
  void start(@TempDir Path state) {
    path = new PathDriver(new ScriptedDetector(), StandaloneKafka.shared().registryUrl(), state);
  }

  @AfterEach
  void stop() {
    path.close();
  }

  @Test
  void shouldDateAndDescribeResultsAsTheProducerSays() {
    // Given
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    // When
    path.send(
        "hall-3",
        Pictures.jpeg(64, 48),
        "ce_id",
        "hall-3/77",
        "ce_time",
        "2026-03-01T13:00:00.123456+01:00",
        "frame-sequence",
        "77",
        "traceparent",
        trace,
        "x-vendor",
        "not for results");

    // Then
    TestRecord<String, FrameAnalysis> result = path.detections.readRecord();
    Instant captured = Instant.parse("2026-03-01T12:00:00.123456Z");
    assertEquals(captured, result.value().getFrame().getCaptureTime());
    assertEquals(CaptureTimeSource.HEADER, result.value().getFrame().getCaptureTimeSource());
    assertEquals(PathDriver.RECORDED, result.value().getFrame().getIngestTime());
    assertEquals(77, result.value().getFrame().getSequence());
    assertEquals("hall-3/77", result.value().getFrame().getId());
    assertEquals(Instant.parse("2026-03-01T12:00:00.123Z"), result.getRecordTime());
    assertEquals("1.0", text(result, "ce_specversion"));
    assertEquals("hall-3/77", text(result, "ce_id"));
    assertEquals("/cameras/hall-3", text(result, "ce_source"));
    assertEquals("io.eigencam.FrameAnalysis.v1", text(result, "ce_type"));
    assertEquals(captured, Instant.parse(text(result, "ce_time")));
    assertEquals("application/avro", text(result, "content-type"));
    assertEquals("77", text(result, "frame-sequence"));
    assertEquals(trace, text(result, "traceparent"));
    assertNull(result.headers().lastHeader("x-vendor"));
  }

  @Test
  void shouldFallBackWhereHeadersMakeNoSense() {
    path.send(
        "hall-3",
        Pictures.jpeg(64, 48),
        "ce_id",
        " ",
        "ce_time",
        "yesterday",
        "frame-sequence",
        "-5",
        "traceparent",
        "00-0-0-00");
    path.send("hall-3", Pictures.jpeg(64, 48), "ce_time", "9999-12-31T23:59:59Z");
    path.send("hall-3", Pictures.jpeg(64, 48), "ce_time", "1969-12-31T23:59:59Z");
    path.send("hall-3", Pictures.jpeg(64, 48), "ce_time", "2026-02-28T12:00:00.249Z");

    for (int offset = 0; offset < 4; offset++) {
      TestRecord<String, FrameAnalysis> result = path.detections.readRecord();
      assertEquals(FrameStatus.ANALYZED, result.value().getStatus());
      assertEquals(PathDriver.RECORDED, result.value().getFrame().getCaptureTime());
      assertEquals(
          CaptureTimeSource.RECORD_TIMESTAMP, result.value().getFrame().getCaptureTimeSource());
      assertEquals(offset, result.value().getFrame().getSequence());
      assertEquals("camera-frames-0-" + offset, result.value().getFrame().getId());
      assertNull(result.headers().lastHeader("traceparent"));
    }
  }

  @Test
  void shouldKeepTheTimesOfARecording() {
    // Given: as old as its record, so nobody's clock was wrong
    Instant recorded = Instant.parse("2019-05-01T12:00:00.250Z");

    // When
    path.sendAt(recorded, Pictures.jpeg(64, 48), "ce_time", "2019-05-01T12:00:00Z");
    path.sendAt(recorded, Pictures.jpeg(64, 48), "ce_time", "2019-04-30T12:00:00.250Z");

    // Then
    for (String captured : List.of("2019-05-01T12:00:00Z", "2019-04-30T12:00:00.250Z")) {
      FrameAnalysis analysis = path.detections.readValue();
      assertEquals(Instant.parse(captured), analysis.getFrame().getCaptureTime());
      assertEquals(CaptureTimeSource.HEADER, analysis.getFrame().getCaptureTimeSource());
    }
  }

  @Test
  void shouldDateByItsPartitionWhatItsProducerDatedInNanoseconds() {
    path.send("hall-3", Pictures.jpeg(64, 48));
    path.sendAt(Instant.ofEpochMilli(1_772_366_400_000_000_000L), Pictures.jpeg(64, 48));
    path.sendAt(Instant.ofEpochMilli(1_772_366_400_000_000L), Pictures.gif());

    for (FrameStatus status :
        List.of(FrameStatus.ANALYZED, FrameStatus.ANALYZED, FrameStatus.REJECTED)) {
      TestRecord<String, FrameAnalysis> result = path.detections.readRecord();
      assertEquals(status, result.value().getStatus());
      assertEquals(PathDriver.RECORDED, result.getRecordTime());
      assertEquals(PathDriver.RECORDED, result.value().getFrame().getCaptureTime());
    }
    assertTrue(path.detections.isEmpty());
    assertEquals(PathDriver.RECORDED, path.deadLetters.readRecord().getRecordTime());
  }

  private static String text(TestRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
