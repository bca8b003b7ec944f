package io.eigencam.fault;

import io.eigencam.topic.RecordPosition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Counts dead letters by reason and camera, and remembers the newest. Bounded, whatever somebody
 * writes into their headers: cameras beyond {@value #MOST_GROUPS} groups are counted together per
 * reason, and reasons beyond {@value #MOST_REASONS} as one.
 */
public final class LetterTally {
  static final int MOST_GROUPS = 1_000;
  static final int MOST_REASONS = 100;
  static final String FURTHER_REASONS = "(further reasons)";
  static final String FURTHER_CAMERAS = "(further cameras)";

  private final Map<Key, Group> groups = new HashMap<>();
  private final Set<String> reasons = new HashSet<>();
  private final PriorityQueue<Line> newest =
      new PriorityQueue<>(Comparator.comparingLong(Line::timestamp).thenComparing(Line::position));
  private final int mostLines;

  /**
   * @param mostLines how many letters are remembered one by one
   */
  public LetterTally(int mostLines) {
    this.mostLines = mostLines;
  }

  private record Key(String reason, String camera) {}

  /**
   * Letters with the same reason, of the same camera.
   *
   * @param bytes of their frames together
   * @param withoutValue of the letters, those whose frame was too large to be kept
   * @param oldest time of the oldest frame, milliseconds since the epoch
   * @param newest time of the newest
   */
  public record Group(
      String reason,
      String camera,
      long letters,
      long bytes,
      long withoutValue,
      long oldest,
      long newest) {
    private Group and(Group other) {
      return new Group(
          reason,
          camera,
          letters + other.letters,
          bytes + other.bytes,
          withoutValue + other.withoutValue,
          Math.min(oldest, other.oldest),
          Math.max(newest, other.newest));
    }
  }

  /**
   * One letter.
   *
   * @param timestamp of the frame, milliseconds since the epoch
   * @param retries how often it had been sent again before
   */
  public record Line(
      RecordPosition position,
      long timestamp,
      String reason,
      String camera,
      long bytes,
      int retries,
      String cause) {}

  public void add(StoredLetter letter) {
    String camera = letter.frame().cameraId();
    String reason = letter.reason();
    if (!reasons.contains(reason)) {
      if (reasons.size() < MOST_REASONS) {
        reasons.add(reason);
      } else {
        reason = FURTHER_REASONS;
      }
    }
    Key key = new Key(reason, camera);
    if (groups.size() >= MOST_GROUPS && !groups.containsKey(key)) {
      key = new Key(reason, FURTHER_CAMERAS);
    }
    long time = letter.source().timestamp();
    groups.merge(
        key,
        new Group(key.reason, key.camera, 1, letter.bytes(), letter.hasValue() ? 0 : 1, time, time),
        Group::and);
    newest.add(
        new Line(
            letter.position(),
            time,
            letter.reason(),
            camera,
            letter.bytes(),
            letter.retries(),
            letter.told() == null ? "" : letter.told().cause()));
    if (newest.size() > mostLines) {
      newest.remove();
    }
  }

  /** The largest first. */
  public List<Group> groups() {
    return groups.values().stream()
        .sorted(
            Comparator.comparingLong(Group::letters)
                .reversed()
                .thenComparing(Group::reason)
                .thenComparing(Group::camera))
        .toList();
  }

  /** Letters one by one, the newest first. */
  public List<Line> newest() {
    return newest.stream().sorted(newest.comparator().reversed()).toList();
  }
}
