package io.eigencam.dashboard;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
 * one is let go, so that those kept span the whole lag and some frames always find their result.
 * The newest or the oldest alone would all miss theirs.
 */
final class FrameJoiner {
  private final int framesPerCamera;
  private final int cameras;
  private final long mapsPatience;
  private final long resultPatience;
  private final long longestWait;
  private final Consumer<LiveFrame> complete;
  private final Map<String, Map<String, Parts>> waiting = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param framesPerCamera how many frames of a camera may wait
   * @param cameras how many cameras may have waiting frames; the one not seen for longest goes
   * @param mapsPatience how long a frame waits for its maps once its analysis is there
   * @param resultPatience how long a picture waits for any result until it is shown without one; it
   *     goes on waiting after that
   * @param longestWait after which parts without a counterpart are let go
   * @param complete takes the frames
   */
  FrameJoiner(
      int framesPerCamera,
      int cameras,
      Duration mapsPatience,
      Duration resultPatience,
      Duration longestWait,
      Consumer<LiveFrame> complete) {
    if (framesPerCamera < 2 || cameras < 1) {
      throw new IllegalArgumentException(
          "a joiner needs room for two frames of one camera at least, not %d of %d"
              .formatted(framesPerCamera, cameras));
    }
    this.framesPerCamera = framesPerCamera;
    this.cameras = cameras;
    this.mapsPatience = mapsPatience.toNanos();
    this.resultPatience = resultPatience.toNanos();
    this.longestWait = longestWait.toNanos();
    this.complete = Objects.requireNonNull(complete, "complete");
  }

  void picture(String cameraId, String id, ReceivedPicture picture, long now) {
    Parts parts = parts(cameraId, id, now);
    parts.picture = picture;
    completed(cameraId, id, parts, now);
  }

  void analysis(FrameAnalysis analysis, long now) {
    String cameraId = analysis.getFrame().getCameraId();
    String id = analysis.getFrame().getId();
    if (analysis.getStatus() == FrameStatus.REJECTED) {
      // Nothing can be drawn on it, and it may not even be a picture.
      of(cameraId).remove(id);
      return;
    }
    Parts parts = parts(cameraId, id, now);
    parts.analysis = analysis;
    parts.analysisNanos = now;
    completed(cameraId, id, parts, now);
  }

  void maps(AttentionMaps maps, long now) {
    String cameraId = maps.getFrame().getCameraId();
    String id = maps.getFrame().getId();
    Parts parts = parts(cameraId, id, now);
    parts.maps = maps;
    completed(cameraId, id, parts, now);
  }

  /** Lets frames go whose time is up. To be called several times a second. */
  void expire(long now) {
    waiting.forEach(
        (cameraId, frames) -> {
          Iterator<Map.Entry<String, Parts>> entries = frames.entrySet().iterator();
          while (entries.hasNext()) {
            Map.Entry<String, Parts> entry = entries.next();
            Parts parts = entry.getValue();
            if (parts.isDone(now, mapsPatience)) {
              entries.remove();
              complete.accept(parts.frame(cameraId, entry.getKey()));
            } else if (now - parts.firstNanos > longestWait) {
              entries.remove();
            } else if (parts.isLonely(now, resultPatience)) {
              parts.shownAlone = true;
              complete.accept(parts.frame(cameraId, entry.getKey()));
            }
          }
        });
    waiting.values().removeIf(Map::isEmpty);
  }

  /** How many frames wait. */
  int size() {
    return waiting.values().stream().mapToInt(Map::size).sum();
  }

  private void completed(String cameraId, String id, Parts parts, long now) {
    if (parts.isDone(now, Long.MAX_VALUE)) {
      of(cameraId).remove(id);
      complete.accept(parts.frame(cameraId, id));
    }
  }

  private Parts parts(String cameraId, String id, long now) {
    Map<String, Parts> frames = of(cameraId);
    Parts parts = frames.computeIfAbsent(id, absent -> new Parts(now));
    if (frames.size() > framesPerCamera) {
      thinOut(frames, id);
    }
    return parts;
  }

  private Map<String, Parts> of(String cameraId) {
    Map<String, Parts> frames = waiting.computeIfAbsent(cameraId, absent -> new LinkedHashMap<>());
    if (waiting.size() > cameras) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    return frames;
  }

  private static void thinOut(Map<String, Parts> frames, String newest) {
    boolean goes = false;
    Iterator<String> ids = frames.keySet().iterator();
    while (ids.hasNext()) {
      String id = ids.next();
      if (goes && !id.equals(newest)) {
        ids.remove();
      }
      goes = !goes;
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
          && analysis.getMapStatus() == MapStatus.OK;
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
