package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.ingest.LoadPolicy;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of frames that are old when their turn comes. */
@Timeout(60)
class LoadOnThePathTest {
  private static final Duration MAX_AGE = Duration.ofSeconds(2);
  private static final Instant TAKEN = Instant.parse("2026-03-01T12:00:00Z");

  private final ScriptedDetector detector = new ScriptedDetector();
  private final AtomicInteger inferred = new AtomicInteger();
  private final AtomicInteger explained = new AtomicInteger();
  @TempDir private Path state;

  @Test
  void shouldShedAnOldFrameWithOneResultAndNothingElse() {
    try (PathDriver path = path(new LoadPolicy(true, MAX_AGE, 1, false))) {
      // When: what no decoder could read is not even looked at
      path.itIs(TAKEN.plusSeconds(5));
      path.sendAt(TAKEN, Pictures.truncatedJpeg(), "frame-sequence", "17", "ce_id", "frame-17");

      // Then
      TestRecord<String, FrameAnalysis> result = path.detections.readRecord();
      assertTrue(path.detections.isEmpty());
      assertTrue(path.maps.isEmpty());
      assertTrue(path.deadLetters.isEmpty(), "a good frame is no dead letter");
      assertEquals("hall-3", result.key());
      assertEquals(TAKEN, result.getRecordTime());
      FrameAnalysis shed = result.value();
      assertEquals(FrameStatus.SHED, shed.getStatus());
      assertEquals("OVERLOAD", shed.getReason());
      assertEquals(
          "waited 5.000 s for its turn; eigencam.ingest.max-age is 2.000 s", shed.getReasonText());
      assertEquals(MapStatus.FAILED, shed.getMapStatus());
      assertEquals(17, shed.getFrame().getSequence());
      assertEquals("frame-17", shed.getFrame().getId());
      assertEquals(TAKEN, shed.getFrame().getCaptureTime());
      assertEquals(TAKEN, shed.getFrame().getIngestTime());
      assertEquals(TAKEN.plusSeconds(5), shed.getFrame().getProcessedTime());
      assertNull(shed.getModel());
      assertEquals(Set.of("ingest"), shed.getTimings().keySet());
      assertEquals(0, inferred.get());
      assertEquals(1, frames(path, "SHED", "OVERLOAD"));
      assertEquals(1, path.meters.get("eigencam.camera.late.frames").counter().count());
      assertEquals(0, path.meters.get("eigencam.end.to.end").timer().count());
    }
  }

  @Test
  void shouldTellLateFromOverloaded() {
    try (PathDriver path = path(new LoadPolicy(true, MAX_AGE, 1, false))) {
      path.itIs(TAKEN);
      path.sendAt(TAKEN.minusSeconds(1), Pictures.jpeg(64, 48), "ce_time", "2026-03-01T11:58:20Z");

      FrameAnalysis shed = path.detections.readValue();
      assertEquals("LATE", shed.getReason());
      assertEquals(Instant.parse("2026-03-01T11:58:20Z"), shed.getFrame().getCaptureTime());
      assertEquals(TAKEN.minusSeconds(1), shed.getFrame().getIngestTime());
      assertEquals(TAKEN, shed.getFrame().getProcessedTime());
      assertEquals(1, frames(path, "SHED", "LATE"));
      assertEquals(
          -100, path.meters.get("eigencam.camera.clock.skew").gauge().value(), "clock or way");
    }
  }

  @Test
  void shouldWorkOnWhatSomebodySentAgainHoweverOld() {
    try (PathDriver path = path(new LoadPolicy(true, MAX_AGE, 10, true))) {
      path.itIs(TAKEN.plusSeconds(60));
      path.sendAt(
          TAKEN,
          Pictures.jpeg(64, 48),
          "frame-sequence",
          "17",
          "ce_id",
          "frame-17~retry-1",
          "retry-of",
          "frame-17",
          "dlq-retry",
          "1");

      FrameAnalysis again = path.detections.readValue();
      assertEquals(FrameStatus.ANALYZED, again.getStatus());
      assertEquals(MapStatus.OK, again.getMapStatus());
      assertEquals(0, path.meters.get("eigencam.camera.late.frames").counter().count());
    }
  }

  @Test
  void shouldRejectRatherThanShedWhatIsNoFrame() {
    try (PathDriver path = path(new LoadPolicy(true, MAX_AGE, 1, false))) {
      path.itIs(TAKEN.plusSeconds(5));
      path.sendAt(TAKEN, new byte[0]);

      assertEquals(FrameStatus.REJECTED, path.detections.readValue().getStatus());
      assertFalse(path.deadLetters.isEmpty());
    }
  }

  @Test
  void shouldWorkOnEveryFrameHoweverOldUnlessToldOtherwise() {
    try (PathDriver path = path(LoadPolicy.EVERYTHING)) {
      path.itIs(TAKEN.plus(Duration.ofDays(30)));
      path.sendAt(TAKEN, Pictures.jpeg(64, 48));

      assertEquals(FrameStatus.ANALYZED, path.detections.readValue().getStatus());
      assertEquals(1, path.meters.get("eigencam.camera.late.frames").counter().count());
      assertEquals(1, frames(path, "ANALYZED", "NONE"));
    }
  }

  @Test
  void shouldExplainEveryThirdFrameAndSaySo() {
    try (PathDriver path = path(new LoadPolicy(false, MAX_AGE, 3, false))) {
      // When
      path.itIs(TAKEN);
      List<Long> explainedNumbers = new ArrayList<>();
      for (int number = 4; number < 16; number++) {
        path.sendAt(TAKEN, Pictures.jpeg(64, 48), "frame-sequence", Integer.toString(number));
        FrameAnalysis analysis = path.detections.readValue();
        assertEquals(FrameStatus.ANALYZED, analysis.getStatus());
        assertEquals(3, analysis.getExplainEvery());
        if (analysis.getMapStatus() == MapStatus.OK) {
          explainedNumbers.add(analysis.getFrame().getSequence());
          assertTrue(analysis.getTimings().containsKey("explain"));
        } else {
          assertEquals(MapStatus.SAMPLED_OUT, analysis.getMapStatus());
          assertFalse(analysis.getTimings().containsKey("explain"), "nobody worked");
          assertTrue(analysis.getAttention().isEmpty());
        }
      }

      // Then
      assertEquals(List.of(6L, 9L, 12L, 15L), explainedNumbers);
      assertEquals(12, inferred.get());
      assertEquals(4, explained.get());
      assertEquals(4, path.maps.readValuesToList().size());
    }
  }

  @Test
  void shouldThinOutExplanationsBeforeDetections() {
    try (PathDriver path = path(new LoadPolicy(true, MAX_AGE, 1, true))) {
      List<Integer> rates = new ArrayList<>();
      List<FrameStatus> statuses = new ArrayList<>();
      for (int age : new int[] {0, 500, 1000, 1500, 2000, 2001}) {
        path.itIs(TAKEN.plusMillis(age));
        path.sendAt(TAKEN, Pictures.jpeg(64, 48));
        FrameAnalysis analysis = path.detections.readValue();
        rates.add(analysis.getExplainEvery());
        statuses.add(analysis.getStatus());
      }

      assertEquals(List.of(1, 2, 4, 8, 16, 1), rates);
      assertEquals(
          List.of(
              FrameStatus.ANALYZED,
              FrameStatus.ANALYZED,
              FrameStatus.ANALYZED,
              FrameStatus.ANALYZED,
              FrameStatus.ANALYZED,
              FrameStatus.SHED),
          statuses);
    }
  }

  @Test
  void shouldCountWhatComesOutOfOrder() {
    try (PathDriver path = path(LoadPolicy.EVERYTHING)) {
      for (int number : new int[] {1, 2, 4, 3, 5}) {
        path.sendAt(
            TAKEN.plusSeconds(number),
            Pictures.jpeg(64, 48),
            "frame-sequence",
            Integer.toString(number));
      }

      assertEquals(1, path.meters.get("eigencam.camera.out.of.order.frames").counter().count());
      assertEquals(5, path.detections.readValuesToList().size());
    }
  }

  private PathDriver path(LoadPolicy policy) {
    detector.does(
        picture -> {
          inferred.incrementAndGet();
          return ScriptedDetector.nothing(picture);
        });
    LiveExplainer explainer = new LiveExplainer();
    Step<Inference, Explanation> counting =
        inference -> {
          explained.incrementAndGet();
          return explainer.explain(inference);
        };
    return new PathDriver(
        detector,
        counting,
        new PathParts(Topics.plain(), StandaloneKafka.shared().registryUrl(), camera -> policy),
        state);
  }

  private static double frames(PathDriver path, String status, String reason) {
    return path.meters
        .get("eigencam.frames")
        .tags("camera", "hall-3", "status", status, "reason", reason)
        .counter()
        .count();
  }
}
