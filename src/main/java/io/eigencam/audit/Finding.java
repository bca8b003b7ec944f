package io.eigencam.audit;

import io.eigencam.topic.RecordPosition;
import java.util.Comparator;
import java.util.Objects;

/**
 * One thing that breaks the account.
 *
 * @param position of the frame, or of the result where {@code kind} is about a result
 * @param text what is wrong, for people
 */
public record Finding(Kind kind, String camera, RecordPosition position, String text)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::kind)
          .thenComparing(Finding::position)
          .thenComparing(Finding::text);

  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(camera, "camera");
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(text, "text");
  }

  /** What can be wrong; the worst first. */
  public enum Kind {
    /** Frames that the topic deleted before their turn; at most so many. */
    DELETED_UNREAD,
    /** A frame that nothing became of. */
    MISSING,
    /** A rejected frame that does not stand on the topic of dead letters. */
    NO_DEAD_LETTER,
    /** A dead letter of a frame that has a good result, or as many letters as it was rejected. */
    UNDUE_DEAD_LETTER,
    /** A second result of a frame. */
    DUPLICATE,
    /** A result of no frame. */
    WITHOUT_FRAME,
    /** A result that stands behind that of a later frame of its camera. */
    OUT_OF_ORDER,
    /** A record among the results that is none. */
    UNREADABLE
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
