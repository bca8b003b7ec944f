package io.eigencam.dashboard;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the picture, the analysis and the maps of a frame together again; they come from three
 * topics in any order. A frame leaves as soon as it is complete, without its maps if they are late,
 * and without any result if none comes for a while. Used by one thread; times are nanoseconds of a
 * monotonic clock.
 *
 * <p>Memory is bounded. When results lag far behind, more pictures wait than fit: then every second
 * one of the camera that holds most is let go, and from there on only every second, fourth, eighth
 * new one is taken, until there is room again. So those kept span the whole lag evenly and some
 * frames always find their result; the newest or the oldest alone would all miss theirs.
 */
final class FrameJoiner {
  // An entry costs some memory also while it has no picture.
  private static final int ENTRY_BYTES = 4096;

  // Results come after their pictures, so a result without one is soon hopeless.
  private static final long STRAY_NANOS = 3_000_000_000L;

  private final long capacity;
  private final int cameras;
  private final long mapsPatience;
  private final long resultPatience;
  private final long longestWait;
  private final long strayWait;
  private final Consumer<LiveFrame> complete;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param capacity bytes of pictures that may wait, all cameras together
   * @param cameras how many cameras may have waiting frames; the one not seen for longest goes, so
   *     that made-up names cannot fill the memory
   * @param mapsPatience how long a frame waits for its maps once its analysis is there
   * @param resultPatience how long a picture waits for any result until it is shown without one; it
   *     goes on waiting after that
   * @param longestWait after which a picture without a result is let go; a result without a picture
   *     goes sooner
   * @param complete takes the frames
   */
  FrameJoiner(
      long capacity,
      int cameras,
      Duration mapsPatience,
      Duration resultPatience,
      Duration longestWait,
      Consumer<LiveFrame> complete) {
    if (capacity < 1 || cameras < 1) {
      throw new IllegalArgumentException(
          "a joiner needs room for some bytes of one camera at least, not %d of %d"
              .formatted(capacity, cameras));
    }
    this.capacity = capacity;
    this.cameras = cameras;
    this.mapsPatience = mapsPatience.toNanos();
    this.resultPatience = resultPatience.toNanos();
    this.longestWait = longestWait.toNanos();
    this.strayWait = Math.min(this.longestWait, STRAY_NANOS);
    this.complete = Objects.requireNonNull(complete, "complete");
  }

  void picture(String cameraId, String id, ReceivedPicture picture, long now) {
    Waiting camera = of(cameraId);
    if (camera.leavesOut(id)) {
      return;
    }
    Parts parts = camera.parts(id, now);
    if (parts.picture == null) {
      parts.picture = picture;
      camera.bytes += picture.bytes().length;
    }
    completed(camera, cameraId, id, parts, now);
  }

  void analysis(FrameAnalysis analysis, long now) {
    String cameraId = analysis.getFrame().getCameraId();
    String id = analysis.getFrame().getId();
    if (analysis.getStatus() == FrameStatus.REJECTED) {
      // Nothing can be drawn on it, and it may not even be a picture.
      of(cameraId).remove(id);
      return;
    }
    Waiting camera = of(cameraId);
    Parts parts = camera.parts(id, now);
    parts.analysis = analysis;
    parts.analysisNanos = now;
    completed(camera, cameraId, id, parts, now);
  }

  void maps(AttentionMaps maps, long now) {
    String cameraId = maps.getFrame().getCameraId();
    String id = maps.getFrame().getId();
    Waiting camera = of(cameraId);
    Parts parts = camera.parts(id, now);
    parts.maps = maps;
    completed(camera, cameraId, id, parts, now);
  }

  /** Lets frames go whose time is up. To be called several times a second. */
  void expire(long now) {
    waiting.forEach(
        (cameraId, camera) -> {
          for (Map.Entry<String, Parts> entry : List.copyOf(camera.frames.entrySet())) {
            Parts parts = entry.getValue();
            if (parts.isDone(now, mapsPatience)) {
              camera.remove(entry.getKey());
              complete.accept(parts.frame(cameraId, entry.getKey()));
            } else if (now - parts.firstNanos > (parts.picture == null ? strayWait : longestWait)) {
              camera.remove(entry.getKey());
            } else if (parts.isLonely(now, resultPatience)) {
              parts.shownAlone = true;
              complete.accept(parts.frame(cameraId, entry.getKey()));
            }
          }
        });
    waiting.values().removeIf(camera -> camera.frames.isEmpty());
  }

  /** Lets everything of a camera go. */
  void forget(String cameraId) {
    waiting.remove(cameraId);
  }

  /** How many frames wait. */
  int size() {
    return waiting.values().stream().mapToInt(camera -> camera.frames.size()).sum();
  }

  /** What they take, in bytes. */
  long bytes() {
    return waiting.values().stream().mapToLong(Waiting::total).sum();
  }

  private void completed(Waiting camera, String cameraId, String id, Parts parts, long now) {
    if (parts.isDone(now, Long.MAX_VALUE)) {
      camera.remove(id);
      if (bytes() < capacity / 4) {
        camera.takeMore();
      }
      complete.accept(parts.frame(cameraId, id));
    } else if (bytes() > capacity) {
      Collections.max(waiting.values(), Comparator.comparingLong(Waiting::total)).thinOut(id);
    }
  }

  private Waiting of(String cameraId) {
    Waiting camera = waiting.computeIfAbsent(cameraId, absent -> new Waiting());
    if (waiting.size() > cameras) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    return camera;
  }

  /** One camera's frames, oldest first. */
  private static final class Waiting {
    private final Map<String, Parts> frames = new LinkedHashMap<>();
    private long bytes;
    private long arrived;
    private long takeEvery = 1;

    /** Whether a new picture is one of those that there is no room for. */
    boolean leavesOut(String id) {
      return arrived++ % takeEvery != 0 && !frames.containsKey(id);
    }

    void takeMore() {
      takeEvery = Math.max(1, takeEvery / 2);
    }

    Parts parts(String id, long now) {
      return frames.computeIfAbsent(id, absent -> new Parts(now));
    }

    void remove(String id) {
      Parts gone = frames.remove(id);
      if (gone != null && gone.picture != null) {
        bytes -= gone.picture.bytes().length;
      }
    }

    long total() {
      return bytes + (long) ENTRY_BYTES * frames.size();
    }

    void thinOut(String newest) {
      takeEvery = Math.min(takeEvery * 2, 1L << 20);
      boolean goes = false;
      for (String id : List.copyOf(frames.keySet())) {
        if (goes && !id.equals(newest)) {
          remove(id);
        }
        goes = !goes;
      }
    }
  }

  /** What has come of a frame. */
  private static final class Parts {
    private final long firstNanos;
    private long analysisNanos;
    private boolean shownAlone;
    private @Nullable ReceivedPicture picture;
    private @Nullable FrameAnalysis analysis;
    private @Nullable AttentionMaps maps;

    Parts(long firstNanos) {
      this.firstNanos = firstNanos;
    }

    boolean isDone(long now, long mapsPatience) {
      return picture != null
          && analysis != null
          && (maps != null || !expectsMaps(analysis) || now - analysisNanos > mapsPatience);
    }

    private static boolean expectsMaps(FrameAnalysis analysis) {
      return analysis.getStatus() == FrameStatus.ANALYZED
          && (analysis.getMapStatus() == MapStatus.OK
              || analysis.getMapStatus() == MapStatus.DEGRADED);
    }

    boolean isLonely(long now, long resultPatience) {
      return picture != null
          && analysis == null
          && !shownAlone
          && now - firstNanos > resultPatience;
    }

    LiveFrame frame(String cameraId, String id) {
      return new LiveFrame(
          cameraId, id, Objects.requireNonNull(picture, "picture"), analysis, maps);
    }
  }
}
