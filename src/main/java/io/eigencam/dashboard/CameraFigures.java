package io.eigencam.dashboard;

import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is counted and measured of one camera since the page's server began to read. */
final class CameraFigures {
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final int LATENCIES = 31;

  private final SlidingRate framesIn = new SlidingRate(WINDOW);
  private final SlidingRate framesAnalyzed = new SlidingRate(WINDOW);
  private final Deque<Long> latencyMillis = new ArrayDeque<>();
  private long analyzed;
  private long shed;
  private long rejected;
  private @Nullable Rejection lastRejection;
  private long lastFrameNanos;
  private long lastResultNanos;

  CameraFigures(long now) {
    this.lastFrameNanos = now;
    this.lastResultNanos = now;
  }

  /** A picture was read from the frames topic. */
  void picture(long now) {
    framesIn.event(now);
    lastFrameNanos = now;
  }

  /**
   * A result was read.
   *
   * @param seen wall-clock time, to compare with the capture time
   */
  void analysis(FrameAnalysis analysis, Instant seen, long now) {
    FrameStatus status = analysis.getStatus();
    if (status == FrameStatus.ANALYZED) {
      analyzed++;
      framesAnalyzed.event(now);
      latencyMillis.addLast(
          Duration.between(analysis.getFrame().getCaptureTime(), seen).toMillis());
      if (latencyMillis.size() > LATENCIES) {
        latencyMillis.removeFirst();
      }
    } else if (status == FrameStatus.SHED) {
      shed++;
    } else {
      rejected++;
      lastRejection =
          new Rejection(
              String.valueOf(analysis.getReason()),
              String.valueOf(analysis.getReasonText()),
              seen.toEpochMilli());
    }
    lastFrameNanos = now;
    lastResultNanos = now;
  }

  /** The figures at this moment. */
  Snapshot snapshot(String cameraId, long now) {
    return new Snapshot(
        cameraId,
        framesIn.perSecond(now),
        framesAnalyzed.perSecond(now),
        medianLatency(),
        analyzed,
        shed,
        rejected,
        lastRejection,
        (now - lastFrameNanos) / 1_000_000,
        (now - lastResultNanos) / 1_000_000);
  }

  private @Nullable Long medianLatency() {
    return latencyMillis.isEmpty()
        ? null
        : latencyMillis.stream().sorted().toList().get(latencyMillis.size() / 2);
  }

  /**
   * The newest rejected frame.
   *
   * @param reason name of the reason
   * @param text the same for people
   * @param time when it was seen, milliseconds since the epoch
   */
  record Rejection(String reason, String text, long time) {}

  /**
   * Figures as the page gets them.
   *
   * @param framesPerSecond frames read, over the last seconds
   * @param analyzedPerSecond results with detections, over the last seconds
   * @param latencyMillis capture to result seen here, median of the newest; null before the first
   * @param silentMillis since the camera's last sign of life
   * @param resultlessMillis since its last result
   */
  record Snapshot(
      String camera,
      double framesPerSecond,
      double analyzedPerSecond,
      @Nullable Long latencyMillis,
      long analyzed,
      long shed,
      long rejected,
      @Nullable Rejection lastRejection,
      long silentMillis,
      long resultlessMillis) {}
}
