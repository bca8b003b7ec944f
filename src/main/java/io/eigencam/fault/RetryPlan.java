package io.eigencam.fault;

import io.eigencam.frame.FrameReference;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.topic.HeaderNames;
import io.eigencam.topic.RecordPosition;
import io.eigencam.topic.RetryHeaders;
import io.eigencam.topic.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Which of the chosen dead letters are sent again: those that have a value, and that were not sent
 * again already. That was done if there is a result of a retry, or its dead letter, or, where it is
 * not answered yet, its frame. Told of the letters first, then of the results since {@link
 * #earliestResult}, then of the frames that are not answered.
 *
 * <p>Letters with equal ids, whose producer sent a frame twice, are sent again one by one, and each
 * retry that is found counts for one of them.
 */
public final class RetryPlan {
  /** What is remembered of a letter, at most, in bytes. */
  private static final int BYTES_PER_LETTER = 500;

  private final String framesTopic;
  private final boolean again;
  private final long most;
  private final Map<UUID, Retries> retries = new HashMap<>();
  private final Set<RecordPosition> places = new HashSet<>();
  private long withoutValue;
  private long foreign;
  private long done;
  private long earliestResult = Long.MAX_VALUE;
  private long earliestFrame = Long.MAX_VALUE;

  /**
   * @param framesTopic where the letters stood; those of other topics are not sent
   * @param again whether letters are sent that were sent again before
   * @param most how many letters may be remembered
   */
  public RetryPlan(String framesTopic, boolean again, long most) {
    this.framesTopic = framesTopic;
    this.again = again;
    this.most = most;
  }

  /** How many letters can be remembered in so many bytes. */
  public static long fitting(long bytes) {
    return bytes / BYTES_PER_LETTER;
  }

  /** What is known of one id. */
  private static final class Retries {
    /** Letters whose next retry bears it. */
    final List<RecordPosition> letters = new ArrayList<>(1);

    int gone;
    int results;
    int deadLetters;
    int frames;

    /** A retry that has both a result and a dead letter was one. */
    int sent() {
      return Math.max(results, deadLetters) + frames;
    }
  }

  /** Any letter, chosen or not: it may be that of a retry. */
  public void stands(StoredLetter letter) {
    if (!again && letter.retries() > 0) {
      Retries known = retries(letter.frame().cameraId(), letter.frame().id());
      known.deadLetters++;
      settle(known);
    }
  }

  /** A letter that was chosen. */
  public void letter(StoredLetter letter) {
    if (letter.told() == null || !letter.told().topic().equals(framesTopic)) {
      foreign++;
      return;
    }
    if (!letter.hasValue()) {
      withoutValue++;
      return;
    }
    Retries known =
        retries(
            letter.frame().cameraId(),
            RetryHeaders.after(letter.headers(), letter.frame().id()).id());
    known.letters.add(letter.position());
    places.add(letter.position());
    earliestResult = Math.min(earliestResult, FrameIngest.earliestResult(letter.source()));
    earliestFrame = Math.min(earliestFrame, letter.source().timestamp());
    settle(known);
  }

  private Retries retries(String camera, String id) {
    if (retries.size() >= most || places.size() >= most) {
      throw new IllegalStateException(
          ("more than %d dead letters: what must be remembered of them does not fit into memory;"
                  + " choose fewer (--from, --to, --cameras), or give the JVM more"
                  + " (JAVA_TOOL_OPTIONS=-Xmx8g)")
              .formatted(most));
    }
    return retries.computeIfAbsent(key(camera, id), unknown -> new Retries());
  }

  private static UUID key(String camera, String id) {
    return UUID.nameUUIDFromBytes((camera + '\n' + id).getBytes(StandardCharsets.UTF_8));
  }

  private void settle(Retries known) {
    while (!again && known.gone < Math.min(known.letters.size(), known.sent())) {
      places.remove(known.letters.get(known.gone++));
      done++;
    }
  }

  /** A result on the topic of detections; its headers suffice. */
  public void result(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader(HeaderNames.CE_ID);
    if (record.key() == null || id == null || id.value() == null) {
      return; // somebody else's
    }
    Retries known =
        retries.get(
            key(
                new String(record.key(), StandardCharsets.UTF_8),
                new String(id.value(), StandardCharsets.UTF_8)));
    if (known != null) {
      known.results++;
      settle(known);
    }
  }

  /** A frame that is not answered. */
  public void frame(ConsumerRecord<byte[], byte[]> record) {
    if (RetryHeaders.read(record.headers()) == null) {
      return;
    }
    FrameReference frame = FrameIngest.reference(SourceRecord.of(record));
    Retries known = retries.get(key(frame.cameraId(), frame.id()));
    if (known != null) {
      known.frames++;
      settle(known);
    }
  }

  /** Whether a letter is to be sent. */
  public boolean takes(RecordPosition letter) {
    return places.contains(letter);
  }

  /** How many letters are to be sent. */
  public int size() {
    return places.size();
  }

  /** Letters that were chosen, but have no value to send. */
  public long withoutValue() {
    return withoutValue;
  }

  /** Letters that were chosen, but are not about a frame of ours. */
  public long foreign() {
    return foreign;
  }

  /** Letters that were chosen, but were sent again already. */
  public long done() {
    return done;
  }

  /** Milliseconds since the epoch, UTC; the largest number where nothing was chosen. */
  public long earliestResult() {
    return earliestResult;
  }

  /** The time of the earliest frame, the same. */
  public long earliestFrame() {
    return earliestFrame;
  }
}
