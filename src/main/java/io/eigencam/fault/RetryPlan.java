package io.eigencam.fault;

import io.eigencam.ingest.FrameIngest;
import io.eigencam.topic.HeaderNames;
import io.eigencam.topic.RecordPosition;
import io.eigencam.topic.RetryHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Which of the chosen dead letters are sent again: those that have a value, and of which no result
 * says that they were sent again already. Told of the letters first, then of the results since
 * {@link #earliestResult}. Remembers an id and a position per letter.
 */
public final class RetryPlan {
  private final boolean again;
  private final Map<String, RecordPosition> chosen = new HashMap<>();
  private final Set<RecordPosition> places = new HashSet<>();
  private long withoutValue;
  private long done;
  private long earliestResult = Long.MAX_VALUE;

  /**
   * @param again whether letters are sent that were sent again before
   */
  public RetryPlan(boolean again) {
    this.again = again;
  }

  /** A letter that was chosen. */
  public void letter(StoredLetter letter) {
    if (letter.told() == null) {
      return; // somebody else's
    }
    if (!letter.hasValue()) {
      withoutValue++;
      return;
    }
    RetryHeaders retry = RetryHeaders.after(letter.headers(), letter.frame().id());
    chosen.put(letter.frame().cameraId() + '\n' + retry.id(), letter.position());
    places.add(letter.position());
    earliestResult = Math.min(earliestResult, FrameIngest.earliestResult(letter.source()));
  }

  /** A result on the topic of detections; its headers suffice. */
  public void result(ConsumerRecord<byte[], byte[]> record) {
    if (again || record.key() == null) {
      return;
    }
    Header id = record.headers().lastHeader(HeaderNames.CE_ID);
    if (id == null || id.value() == null) {
      return;
    }
    RecordPosition letter =
        chosen.get(
            new String(record.key(), StandardCharsets.UTF_8)
                + '\n'
                + new String(id.value(), StandardCharsets.UTF_8));
    if (letter != null && places.remove(letter)) {
      done++;
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

  /** Letters that were chosen, but have a result of a retry already. */
  public long done() {
    return done;
  }

  /** Milliseconds since the epoch, UTC; the largest number where nothing was chosen. */
  public long earliestResult() {
    return earliestResult;
  }
}
