package io.eigencam.pipeline;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.ingest.Arrival;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts what became of frames, per camera. Camera ids come from outside, so the number of cameras
 * with series of their own is bounded: the one not heard of for longest makes room. Safe for use by
 * many threads.
 */
public final class FrameMetrics implements FrameObserver {
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Map<String, CameraMeters> cameras;

  /**
   * @param maxCameras how many cameras have series of their own
   */
  public FrameMetrics(MeterRegistry meters, InstantSource clock, int maxCameras) {
    if (maxCameras < 1) {
      throw new IllegalArgumentException(
          "eigencam.metrics.max-cameras must be at least 1, not " + maxCameras);
    }
    this.meters = meters;
    this.clock = clock;
    this.cameras =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, CameraMeters> eldest) {
            boolean full = size() > maxCameras;
            if (full) {
              eldest.getValue().remove();
            }
            return full;
          }
        };
  }

  @Override
  public synchronized void arrived(Arrival arrival) {
    camera(arrival.frame().cameraId()).arrivals.arrived(arrival);
  }

  @Override
  public synchronized void accept(FrameOutcome outcome) {
    camera(outcome.frame().cameraId()).count(outcome);
  }

  /** Removes the series of cameras of which nothing was heard for that long. */
  synchronized void forgetSilentFor(Duration silence) {
    Instant end = clock.instant().minus(silence);
    Iterator<CameraMeters> oldestFirst = cameras.values().iterator();
    while (oldestFirst.hasNext()) {
      CameraMeters camera = oldestFirst.next();
      if (camera.lastHeard.isBefore(end)) {
        camera.remove();
        oldestFirst.remove();
      }
    }
  }

  private CameraMeters camera(String id) {
    CameraMeters camera = cameras.computeIfAbsent(id, CameraMeters::new);
    camera.lastHeard = clock.instant();
    return camera;
  }

  /** The series of one camera. */
  private final class CameraMeters {
    private final String camera;
    private final AtomicReference<Double> lastCapture = new AtomicReference<>(0.0);
    private final Map<String, Counter> frames = new HashMap<>();
    private final Timer endToEnd;
    private final AttentionMeters attention;
    private final ArrivalMeters arrivals;
    private final List<Meter> others = new ArrayList<>();
    private Instant lastHeard = Instant.EPOCH;

    CameraMeters(String camera) {
      this.camera = camera;
      this.attention = new AttentionMeters(meters, camera);
      this.arrivals = new ArrivalMeters(meters, camera);
      this.endToEnd =
          Timer.builder("eigencam.end.to.end")
              .description(
                  "From the capture of a frame to its result; frames that were shed left out")
              .tag("camera", camera)
              .serviceLevelObjectives(buckets())
              .register(meters);
      others.add(endToEnd);
      others.add(
          Gauge.builder("eigencam.camera.last.frame.timestamp", lastCapture, AtomicReference::get)
              .description("Capture time of the camera's newest frame, seconds since the epoch")
              .baseUnit("seconds")
              .tag("camera", camera)
              .register(meters));
    }

    void count(FrameOutcome outcome) {
      FrameReference frame = outcome.frame();
      if (outcome instanceof FrameOutcome.Rejected rejected) {
        counted("REJECTED", rejected.reason().name());
      } else if (outcome instanceof FrameOutcome.Shed shed) {
        counted("SHED", shed.reason().name());
      } else {
        counted("ANALYZED", "NONE");
      }
      if (!(outcome instanceof FrameOutcome.Shed)) {
        Duration age = Duration.between(frame.captureTime(), clock.instant());
        endToEnd.record(age.isNegative() ? Duration.ZERO : age);
      }
      lastCapture.accumulateAndGet(frame.captureTime().toEpochMilli() / 1e3, Math::max);
      if (outcome instanceof FrameOutcome.Analyzed analyzed && analyzed.explanation() != null) {
        attention.show(analyzed.explanation());
      }
    }

    private void counted(String status, String reason) {
      frames.computeIfAbsent(reason, unseen -> counter(status, reason)).increment();
    }

    private Counter counter(String status, String reason) {
      return Counter.builder("eigencam.frames")
          .description("Frames by what became of them")
          .tag("camera", camera)
          .tag("status", status)
          .tag("reason", reason)
          .register(meters);
    }

    void remove() {
      frames.values().forEach(meters::remove);
      attention.remove();
      arrivals.remove();
      others.forEach(meters::remove);
    }

    /** 0.1 s to 10 s: five, since each is a series per camera. */
    private static Duration[] buckets() {
      return new Duration[] {
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10)
      };
    }
  }
}
