package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.StepTimings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameMetricsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:01Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void shouldForgetTheCameraNotSeenForLongest() {
    // Given
    FrameMetrics metrics = new FrameMetrics(meters, () -> NOW, 2);
    metrics.accept(rejected("old", NOW));
    metrics.accept(rejected("kept", NOW));
    metrics.accept(rejected("old", NOW));
    metrics.accept(rejected("kept", NOW));
    int seriesOfTwo = meters.getMeters().size();

    // When
    metrics.accept(rejected("new", NOW));

    // Then
    assertEquals(seriesOfTwo, meters.getMeters().size());
    assertNull(meters.find("eigencam.frames").tag("camera", "old").counter());
    assertEquals(2, meters.get("eigencam.frames").tag("camera", "kept").counter().count());
    assertEquals(1, meters.get("eigencam.frames").tag("camera", "new").counter().count());
  }

  @Test
  void shouldHoldAtMostFortySeriesPerCamera() {
    FrameMetrics metrics = new FrameMetrics(meters, () -> NOW, 2);
    for (RejectionReason reason : RejectionReason.values()) {
      metrics.accept(
          new FrameOutcome.Rejected(
              frame("hall-3", NOW), null, "decode", reason, "text", StepTimings.NONE));
    }

    long series =
        meters.getMeters().stream()
            .mapToLong(
                meter ->
                    meter.getId().getName().equals("eigencam.end.to.end")
                        ? 13 // nine buckets and the last, count, sum, maximum
                        : 1)
            .sum();
    assertTrue(series + 3 <= 40, () -> series + " series");
  }

  @Test
  void shouldCountACameraAheadOfTimeAsWithoutDelay() {
    FrameMetrics metrics = new FrameMetrics(meters, () -> NOW, 2);

    metrics.accept(rejected("ahead", NOW.plus(Duration.ofMinutes(5))));
    metrics.accept(rejected("ahead", NOW.minusMillis(250)));

    assertEquals(
        250, meters.get("eigencam.end.to.end").timer().totalTime(TimeUnit.MILLISECONDS), 1e-6);
  }

  @Test
  void shouldTellTheNewestCaptureWhateverTheOrder() {
    FrameMetrics metrics = new FrameMetrics(meters, () -> NOW, 2);

    metrics.accept(rejected("hall-3", NOW.minusSeconds(2)));
    metrics.accept(rejected("hall-3", NOW));
    metrics.accept(rejected("hall-3", NOW.minusMillis(250)));

    assertEquals(
        NOW.toEpochMilli() / 1e3,
        meters.get("eigencam.camera.last.frame.timestamp").gauge().value());
  }

  private static FrameOutcome rejected(String camera, Instant captured) {
    return new FrameOutcome.Rejected(
        frame(camera, captured), null, "decode", RejectionReason.EMPTY, "text", StepTimings.NONE);
  }

  private static FrameReference frame(String camera, Instant captured) {
    return new FrameReference(camera, 0, "id", captured, CaptureTimeSource.HEADER, captured, null);
  }
}
