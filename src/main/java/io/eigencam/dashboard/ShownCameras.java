package io.eigencam.dashboard;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which cameras are shown: first come, first served, as many as there is room for. One that has
 * been silent for a while makes room for a newcomer. A live one does not: with one camera too many,
 * all would push each other out in turns, and nobody would see anything. Times are nanoseconds of a
 * monotonic clock.
 *
 * @param <S> what is kept of a camera
 */
final class ShownCameras<S> {
  private static final long SILENT_NANOS = Duration.ofSeconds(15).toNanos();

  /** Names come from outside; so many of those left out are told apart. */
  private static final int MOST_COUNTED = 10_000;

  private final int room;
  private final LongFunction<S> newcomer;
  private final Consumer<String> gone;
  private final Map<String, Seat<S>> shown = new LinkedHashMap<>();
  private final Map<String, Long> leftOut = new LinkedHashMap<>(16, 0.75f, true); // to last seen

  /**
   * @param room how many are shown
   * @param newcomer what is kept of a camera that is seen for the first time, from the time
   * @param gone is told the name of a camera that made room
   */
  ShownCameras(int room, LongFunction<S> newcomer, Consumer<String> gone) {
    if (room < 1) {
      throw new IllegalArgumentException(
          "eigencam.dashboard.max-cameras must be at least 1, not " + room);
    }
    this.room = room;
    this.newcomer = newcomer;
    this.gone = gone;
  }

  /** A camera has given a sign of life; null if there is no room for it. */
  @Nullable S seen(String cameraId, long now) {
    Seat<S> seat = shown.get(cameraId);
    if (seat == null) {
      if (!makeRoom(now)) {
        leftOut.put(cameraId, now);
        if (leftOut.size() > MOST_COUNTED) {
          leftOut.remove(leftOut.keySet().iterator().next());
        }
        return null;
      }
      leftOut.remove(cameraId);
      seat = new Seat<>(newcomer.apply(now));
      shown.put(cameraId, seat);
    }
    seat.seen = now;
    return seat.state;
  }

  /** Null for a camera that is not shown. */
  @Nullable S get(String cameraId) {
    Seat<S> seat = shown.get(cameraId);
    return seat == null ? null : seat.state;
  }

  /** Whether the camera is shown, or would be without another having to go. */
  boolean welcomes(String cameraId) {
    return shown.size() < room || shown.containsKey(cameraId);
  }

  void forEach(BiConsumer<String, S> action) {
    shown.forEach((cameraId, seat) -> action.accept(cameraId, seat.state));
  }

  /** How many live cameras are not shown. */
  int leftOut(long now) {
    leftOut.values().removeIf(seen -> now - seen > SILENT_NANOS);
    return leftOut.size();
  }

  private boolean makeRoom(long now) {
    if (shown.size() < room) {
      return true;
    }
    Map.Entry<String, Seat<S>> quietest =
        shown.entrySet().stream()
            .max(Comparator.comparingLong(entry -> now - entry.getValue().seen))
            .orElseThrow();
    if (now - quietest.getValue().seen <= SILENT_NANOS) {
      return false;
    }
    shown.remove(quietest.getKey());
    gone.accept(quietest.getKey());
    return true;
  }

  private static final class Seat<S> {
    private final S state;
    private long seen;

    Seat(S state) {
      this.state = state;
    }
  }
}
