package io.eigencam.audit;

import io.eigencam.topic.RecordPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Results of a camera that have no frame in an audited range whose edges cut its stream. Times do
 * not tell which side of an edge they belong to, since a camera may date its frames as it likes;
 * their place does: results stand in the order of their frames, so one that stands between two of
 * the range should have its frame there.
 */
final class Strangers {
  /** Waiting for the next result that has its frame; further ones are taken for later frames'. */
  private static final int MOST_WAITING = 100_000;

  private final Map<Long, List<Stranger>> waiting = new HashMap<>();
  private long waitingInAll;
  private long unresolved;

  /** A result without a frame. */
  record Stranger(String camera, String id, RecordPosition position) {}

  /** Where its frame should be. */
  enum Place {
    BEFORE,
    WITHIN,
    /** Within, if another result of the range follows. */
    PERHAPS
  }

  /**
   * @param row number of the camera
   * @param openStart whether no frame is before the range
   * @param openEnd whether none is after it
   */
  Place place(int row, Stranger stranger, boolean openStart, boolean openEnd) {
    long key = key(row, stranger.position().partition());
    List<Stranger> since = waiting.get(key);
    if (since == null && !openStart) {
      return Place.BEFORE;
    }
    if (openEnd) {
      return Place.WITHIN;
    }
    if (waitingInAll >= MOST_WAITING) {
      unresolved++;
    } else {
      waitingInAll++;
      if (since == null || since.isEmpty()) {
        since = new ArrayList<>();
        waiting.put(key, since);
      }
      since.add(stranger);
    }
    return Place.PERHAPS;
  }

  /**
   * A result that has its frame.
   *
   * @return those before it that should have theirs as well
   */
  List<Stranger> matched(int row, int partition) {
    List<Stranger> known = waiting.put(key(row, partition), List.of());
    if (known == null) {
      return List.of();
    }
    waitingInAll -= known.size();
    return known;
  }

  /** How many are of frames behind the range. */
  long unresolved() {
    return unresolved + waitingInAll;
  }

  private static long key(int row, int partition) {
    return (long) row << Integer.SIZE | partition;
  }
}
