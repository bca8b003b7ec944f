package io.eigencam.fault;

import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.FrameHeaders;
import io.eigencam.topic.HeaderNames;
import io.eigencam.topic.RetryHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A dead letter as a frame once more: key, value and headers as they were before, to the partition
 * where it stood, so that it stays with its camera. What follows from where or when a record stands
 * is written down, since both change: number and capture time.
 */
public final class RetryRecord {
  private RetryRecord() {}

  /**
   * @param topic of the frames
   * @param partitions that it has
   * @param now milliseconds since the epoch: the old time would let the topic's retention delete
   *     the frame before it is worked on
   */
  public static ProducerRecord<byte[], byte[]> of(
      StoredLetter letter, String topic, int partitions, long now) {
    DeadLetterHeaders told = Objects.requireNonNull(letter.told(), "told");
    Headers headers = new RecordHeaders(letter.headers());
    DeadLetterHeaders.removeFrom(headers);
    FrameHeaders given = FrameHeaders.read(headers);
    if (given.sequence() == null) {
      add(headers, HeaderNames.FRAME_SEQUENCE, Long.toString(letter.frame().sequence()));
    }
    if (given.captureTime() == null) {
      add(headers, HeaderNames.CE_TIME, letter.frame().captureTime().toString());
    }
    RetryHeaders.after(letter.headers(), letter.frame().id()).writeTo(headers);
    return new ProducerRecord<>(
        topic,
        told.partition() >= 0 && told.partition() < partitions ? told.partition() : null,
        now,
        letter.source().key(),
        letter.source().value(),
        headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
