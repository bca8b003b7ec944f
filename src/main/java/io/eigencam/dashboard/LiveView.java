package io.eigencam.dashboard;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen now: joins what is read from the topics, keeps every camera's figures and last
 * picture, and hands both to all viewers. The reading thread feeds it; viewers come and go on
 * others.
 */
final class LiveView {
  // A burst of results, as transactions commit them, over many cameras must fit.
  private static final int WINDOW = 32;
  private static final Duration MAPS_PATIENCE = Duration.ofSeconds(1);
  private static final Duration RESULT_PATIENCE = Duration.ofSeconds(2);
  private static final Duration BARE_AFTER = Duration.ofSeconds(6);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final long FIGURES_NANOS = Duration.ofMillis(500).toNanos();

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final FrameJoiner joiner;
  private final FrameMessage messages = new FrameMessage();
  private final Map<Object, Viewer> viewers = new LinkedHashMap<>();
  private final ShownCameras<CameraState> cameras;
  private long figuresSent;
  private boolean reading;

  /**
   * @param waitingBytes how many bytes of pictures may wait for their results
   * @param maxCameras how many cameras are shown; further ones wait until one has fallen silent
   */
  LiveView(long waitingBytes, int maxCameras, Clock clock, LongSupplier nanoTime) {
    this.cameras = new ShownCameras<>(maxCameras, CameraState::new, this::forget);
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.figuresSent = nanoTime.getAsLong();
    this.joiner =
        new FrameJoiner(
            waitingBytes, maxCameras, MAPS_PATIENCE, RESULT_PATIENCE, LONGEST_WAIT, this::show);
  }

  /**
   * @param counts false for a picture of the time before the server began to read
   */
  synchronized void picture(String cameraId, String id, ReceivedPicture picture, boolean counts) {
    long now = nanoTime.getAsLong();
    if (counts) {
      CameraState camera = cameras.seen(cameraId, now);
      if (camera != null) {
        camera.figures.picture(now);
      }
    }
    if (cameras.welcomes(cameraId)) {
      joiner.picture(cameraId, id, picture, now);
    }
  }

  synchronized void analysis(FrameAnalysis analysis) {
    long now = nanoTime.getAsLong();
    CameraState camera = cameras.seen(analysis.getFrame().getCameraId(), now);
    if (camera != null) {
      camera.figures.analysis(analysis, clock.instant(), now);
      joiner.analysis(analysis, now);
    }
  }

  synchronized void maps(AttentionMaps maps) {
    if (cameras.welcomes(maps.getFrame().getCameraId())) {
      joiner.maps(maps, nanoTime.getAsLong());
    }
  }

  /** What time alone brings about. To be called several times a second. */
  synchronized void tick(boolean topicsAreRead) {
    long now = nanoTime.getAsLong();
    reading = topicsAreRead;
    joiner.expire(now);
    if (now - figuresSent >= FIGURES_NANOS) {
      figuresSent = now;
      viewers.values().forEach(viewer -> viewer.offer(figures(viewer, now)));
    }
  }

  /**
   * A page was opened: it gets the figures and every camera's last picture at once.
   *
   * @param key names the viewer from now on
   */
  synchronized void open(Object key, Viewer.Channel channel) {
    Viewer viewer = new Viewer(WINDOW, channel);
    viewers.put(key, viewer);
    viewer.offer(figures(viewer, nanoTime.getAsLong()));
    cameras.forEach(
        (id, camera) -> {
          if (camera.lastMessage != null) {
            viewer.offer(camera.lastMessage);
          }
        });
  }

  void acknowledged(Object key) {
    Viewer viewer;
    synchronized (this) {
      viewer = viewers.get(key);
    }
    if (viewer != null) {
      viewer.acknowledged();
    }
  }

  synchronized void close(Object key) {
    viewers.remove(key);
  }

  /** How many pages are open. */
  synchronized int viewers() {
    return viewers.size();
  }

  private void show(LiveFrame frame) {
    long now = nanoTime.getAsLong();
    CameraState camera = cameras.get(frame.cameraId());
    if (camera == null) {
      camera = cameras.seen(frame.cameraId(), now); // a picture of the time before
    }
    if (camera == null) {
      return;
    }
    FrameStatus status = frame.analysis() == null ? null : frame.analysis().getStatus();
    if (status == FrameStatus.REJECTED) {
      return; // what we do not decode, browsers need not either
    }
    boolean analyzed = status == FrameStatus.ANALYZED;
    boolean blank = now - camera.analyzedNanos > BARE_AFTER.toNanos() || !camera.everAnalyzed;
    ReceivedPicture last = camera.lastPicture;
    if ((!analyzed && !blank)
        || (last != null && analyzed == camera.lastWasAnalyzed && frame.picture().isBefore(last))) {
      return; // a bare picture between analysed ones would flicker; time never runs backwards
    }
    if (analyzed) {
      camera.analyzedNanos = now;
      camera.everAnalyzed = true;
    }
    camera.lastWasAnalyzed = analyzed;
    camera.lastPicture = frame.picture();
    LiveMessage message = messages.of(frame);
    camera.lastMessage = message;
    viewers.values().forEach(viewer -> viewer.offer(message));
  }

  private LiveMessage figures(Viewer viewer, long now) {
    Map<String, CameraFigures.Snapshot> byName = new TreeMap<>();
    cameras.forEach((id, camera) -> byName.put(id, camera.figures.snapshot(id, now)));
    return messages.of(
        new FiguresHeader(
            FiguresHeader.KIND,
            byName.values().stream().toList(),
            cameras.leftOut(now),
            viewer.dropped(),
            reading));
  }

  private void forget(String cameraId) {
    joiner.forget(cameraId);
    viewers.values().forEach(viewer -> viewer.forget(FrameMessage.subject(cameraId)));
  }

  /** What is kept of one camera. */
  private static final class CameraState {
    private final CameraFigures figures;
    private @Nullable LiveMessage lastMessage;
    private @Nullable ReceivedPicture lastPicture;
    private boolean lastWasAnalyzed;
    private boolean everAnalyzed;
    private long analyzedNanos;

    CameraState(long now) {
      this.figures = new CameraFigures(now);
    }
  }
}
