package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.ExplainTurn;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.ShedReason;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import io.eigencam.frame.SingularValues;
import io.eigencam.frame.StepTimings;
import io.eigencam.ingest.Arrival;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
    metrics.accept(
        analyzed(
            "hall-3",
            layer("p2", 0, 0.1),
            layer("p3", 0, 0.1),
            layer("p4", 0, 0.2),
            layer("p5", 0, 1.0),
            layer("sppf", 0, 1.0)));
    for (RejectionReason reason : RejectionReason.values()) {
      metrics.accept(
          new FrameOutcome.Rejected(
              frame("hall-3", NOW), null, "decode", reason, "text", StepTimings.NONE));
    }
    for (ShedReason reason : ShedReason.values()) {
      metrics.accept(new FrameOutcome.Shed(frame("hall-3", NOW), reason, "text", StepTimings.NONE));
    }
    metrics.arrived(arrival("hall-3", NOW));

    long series =
        meters.getMeters().stream()
            // what this registry keeps the buckets in, which are counted below
            .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
            .filter(meter -> meter.getId().getTag("camera") != null)
            .mapToLong(
                meter ->
                    meter.getId().getName().equals("eigencam.end.to.end")
                        ? 9 // five buckets and the last, count, sum, maximum
                        : 1)
            .sum();
    assertTrue(series + 3 <= 40, () -> series + " series; leave some for what comes");
  }

  @Test
  void shouldForgetCamerasThatHaveLeft() {
    // Given
    AtomicReference<Instant> time = new AtomicReference<>(NOW);
    FrameMetrics metrics = new FrameMetrics(meters, time::get, 10);
    int common = meters.getMeters().size();
    metrics.arrived(arrival("left", NOW));
    metrics.accept(analyzed("left", layer("p3", 0, 0.1)));
    int seriesOfOne = meters.getMeters().size() - common;
    metrics.arrived(arrival("stays", NOW));
    metrics.accept(analyzed("stays", layer("p3", 0, 0.1)));

    // When
    time.set(NOW.plusSeconds(60));
    metrics.forgetSilentFor(Duration.ofSeconds(60));
    assertEquals(common + 2 * seriesOfOne, meters.getMeters().size(), "not yet");
    metrics.arrived(arrival("stays", NOW));
    time.set(NOW.plusSeconds(61));
    metrics.forgetSilentFor(Duration.ofSeconds(60));

    // Then
    assertEquals(common + seriesOfOne, meters.getMeters().size());
    assertTrue(
        meters.getMeters().stream()
            .map(meter -> meter.getId().getTag("camera"))
            .allMatch(camera -> camera == null || camera.equals("stays")));

    // When: it comes back
    metrics.accept(rejected("left", NOW));

    // Then
    assertEquals(1, meters.get("eigencam.frames").tag("camera", "left").counter().count());
  }

  @Test
  void shouldCountWhatWasShedApartAndWithoutItsAge() {
    FrameMetrics metrics = new FrameMetrics(meters, () -> NOW, 2);

    metrics.accept(
        new FrameOutcome.Shed(
            frame("hall-3", NOW.minusSeconds(9)), ShedReason.LATE, "text", StepTimings.NONE));

    assertEquals(
        1,
        meters.get("eigencam.frames").tags("status", "SHED", "reason", "LATE").counter().count());
    assertEquals(0, meters.get("eigencam.end.to.end").timer().count());
  }

  @Test
  void shouldCountWhatIsCertainOnly() {
    // Given: whoever knows of commits lets the counts wait
    List<Runnable> waiting = new ArrayList<>();
    FrameMetrics metrics = new FrameMetrics(meters, () -> NOW, 2, waiting::add);

    // When
    metrics.entered();
    metrics.accept(rejected("hall-3", NOW));
    metrics.deadLetter(LetterForm.WHOLE);

    // Then
    assertEquals(0, meters.get("eigencam.frames.in").counter().count());
    assertEquals(0, meters.get("eigencam.results").tag("status", "REJECTED").counter().count());
    assertNull(meters.find("eigencam.frames").counter());

    // When
    waiting.forEach(Runnable::run);

    // Then
    assertEquals(1, meters.get("eigencam.frames.in").counter().count());
    assertEquals(1, meters.get("eigencam.results").tag("status", "REJECTED").counter().count());
    assertEquals(1, meters.get("eigencam.frames").tag("camera", "hall-3").counter().count());
    assertEquals(1, meters.get("eigencam.dead.letters").tag("form", "whole").counter().count());
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

  @Test
  void shouldShowHowFarToTrustEachLayerOfACamera() {
    // Given
    FrameMetrics metrics = new FrameMetrics(meters, () -> NOW, 1);

    // When
    metrics.accept(analyzed("hall-3", layer("p3", 0, 0.1), layer("p4", 0, 0.2)));
    metrics.accept(analyzed("hall-3", layer("p3", 1, 0.9), layer("p4", 7, null)));
    metrics.accept(rejected("hall-3", NOW));

    // Then
    assertEquals(0.9, attention("alignment", "p3"));
    assertEquals(0.2, attention("explained.variance.ratio", "p3"));
    assertEquals(0.5, attention("sigma.ratio", "p3"));
    assertEquals(Double.NaN, attention("alignment", "p4"), "there are no scores");
    assertEquals(0, attention("explained.variance.ratio", "p4"), "beyond the rank");

    // When
    metrics.accept(rejected("other", NOW));

    // Then
    assertTrue(meters.find("eigencam.attention.sigma.ratio").gauges().isEmpty());
  }

  private double attention(String figure, String layer) {
    return meters
        .get("eigencam.attention." + figure)
        .tags("camera", "hall-3", "layer", layer)
        .gauge()
        .value();
  }

  private static FrameOutcome analyzed(String camera, LayerAttention... layers) {
    PictureSize size = new PictureSize(64, 48);
    return new FrameOutcome.Analyzed(
        frame(camera, NOW),
        size,
        ScriptedDetector.MODEL,
        new Inference(Letterbox.fit(size, 64, 64), List.of(), 0, List.of(), List.of()),
        new Explanation(List.of(layers), List.of()),
        StepTimings.NONE);
  }

  private static LayerAttention layer(String name, int component, @Nullable Double alignment) {
    return new LayerAttention(
        new AttentionMap(
            name, component, 1, 2, new float[] {1, 0}, new CellToPicture(8, 0, 4, 0, 8, 4)),
        new SingularValues(List.of(4.0, 2.0), List.of(0.8, 0.2), 0.5),
        new SignChoice(SignRule.SCORES, 0.75, Map.of()),
        alignment,
        null,
        Set.of());
  }

  private static FrameOutcome rejected(String camera, Instant captured) {
    return new FrameOutcome.Rejected(
        frame(camera, captured), null, "decode", RejectionReason.EMPTY, "text", StepTimings.NONE);
  }

  private static Arrival arrival(String camera, Instant captured) {
    return new Arrival(frame(camera, captured), NOW, false, false, null, ExplainTurn.ALWAYS);
  }

  private static FrameReference frame(String camera, Instant captured) {
    return new FrameReference(camera, 0, "id", captured, CaptureTimeSource.HEADER, captured, null);
  }
}
