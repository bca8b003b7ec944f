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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts what became of frames, per camera. Camera ids come from outside, so the number of cameras
 * with series of their own is bounded: the one not heard of for longest makes room. Safe for use by
 * many threads.
 */
public final class FrameMetrics implements FrameObserver {
  private static final String ANALYZED = "ANALYZED";
  private static final String SHED = "SHED";
  private static final String REJECTED = "REJECTED";
  private static final String RESULTS = "eigencam.results";
  private static final String DEAD_LETTERS = "eigencam.dead.letters";

  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Executor counting;
  private final Counter entered;
  private final Map<String, CameraMeters> cameras;

  /** Counts at once. */
  public FrameMetrics(MeterRegistry meters, InstantSource clock, int maxCameras) {
    this(meters, clock, maxCameras, Runnable::run);
  }

  /**
   * @param maxCameras how many cameras have series of their own
   * @param counting runs what counts frames, once what they became is certain
   */
  public FrameMetrics(
      MeterRegistry meters, InstantSource clock, int maxCameras, Executor counting) {
    if (maxCameras < 1) {
      throw new IllegalArgumentException(
          "eigencam.metrics.max-cameras must be at least 1, not " + maxCameras);
    }
    this.meters = meters;
    this.clock = clock;
    this.counting = counting;
    this.entered =
        Counter.builder("eigencam.frames.in")
            .description("Frames that came in, whatever became of them")
            .register(meters);
    for (String status : List.of(ANALYZED, SHED, REJECTED)) {
      results(meters, status); // 0 until the first: a share of nothing is no number
    }
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
  public void entered() {
    counting.execute(entered::increment);
  }

  @Override
  public void deadLetter(LetterForm form) {
    counting.execute(() -> deadLetters(meters, form).increment());
  }

  /** A frame of which a dead letter alone tells, from where no registry is at hand but this. */
  static void countUnhandled(MeterRegistry meters, LetterForm form) {
    results(meters, REJECTED).increment();
    deadLetters(meters, form).increment();
  }

  private static Counter results(MeterRegistry meters, String status) {
    return Counter.builder(RESULTS)
        .description("Frames by what became of them; together as many as came in")
        .tag("status", status)
        .register(meters);
  }

  private static Counter deadLetters(MeterRegistry meters, LetterForm form) {
    return Counter.builder(DEAD_LETTERS)
        .description("Rejected frames by what of them was written to the topic of dead letters")
        .tag("form", form.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  @Override
  public synchronized void arrived(Arrival arrival) {
    camera(arrival.frame().cameraId()).arrivals.arrived(arrival);
  }

  @Override
  public synchronized void accept(FrameOutcome outcome) {
    String id = outcome.frame().cameraId();
    camera(id).show(outcome);
    String status = status(outcome);
    String reason = reason(outcome);
    counting.execute(() -> count(id, status, reason));
  }

  private synchronized void count(String camera, String status, String reason) {
    results(meters, status).increment();
    camera(camera).counted(status, reason);
  }

  private static String status(FrameOutcome outcome) {
    if (outcome instanceof FrameOutcome.Rejected) {
      return REJECTED;
    }
    return outcome instanceof FrameOutcome.Shed ? SHED : ANALYZED;
  }

  private static String reason(FrameOutcome outcome) {
    if (outcome instanceof FrameOutcome.Rejected rejected) {
      return rejected.reason().name();
    }
    return outcome instanceof FrameOutcome.Shed shed ? shed.reason().name() : "NONE";
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

    void show(FrameOutcome outcome) {
      FrameReference frame = outcome.frame();
      if (!(outcome instanceof FrameOutcome.Shed)) {
        Duration age = Duration.between(frame.captureTime(), clock.instant());
        endToEnd.record(age.isNegative() ? Duration.ZERO : age);
      }
      lastCapture.accumulateAndGet(frame.captureTime().toEpochMilli() / 1e3, Math::max);
      if (outcome instanceof FrameOutcome.Analyzed analyzed && analyzed.explanation() != null) {
        attention.show(analyzed.explanation());
      }
    }

    void counted(String status, String reason) {
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
