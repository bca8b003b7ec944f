package io.eigencam.fault;

import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.HeaderNames;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Keeps dead letters to what their topic takes. A topic's limit counts compressed batches, so a
 * record may well be read that is too large to be written again as it is; its letter would fail the
 * transaction, and the record be read again for ever.
 */
public final class DeadLetterLimit {
  /** The batch around the record, and the record's own lengths. */
  private static final int BATCH = 1024;

  private final int maxBytes;

  private DeadLetterLimit(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The same under every prefix. */
  public static DeadLetterLimit standard() {
    return of(Topics.plain().deadLetters());
  }

  static DeadLetterLimit of(Topic<?, ?> deadLetters) {
    return new DeadLetterLimit(deadLetters.maxMessageBytes() - BATCH);
  }

  /**
   * The letter as it is, if it fits; otherwise without its value, whose length a header tells. A
   * letter that its key or its headers make too large has none but our headers. The whole record
   * stands where the headers say for as long as its topic keeps it.
   *
   * @param now milliseconds since the epoch, UTC; its time where the topic refuses the record's
   * @return null when the topic has refused this letter, or even less than our headers
   */
  public @Nullable ProducerRecord<byte[], byte[]> fit(
      ProducerRecord<byte[], byte[]> letter, long now) {
    letter.headers().remove(HeaderNames.DEAD_LETTER_VALUE_BYTES); // of an earlier round
    letter.headers().remove(HeaderNames.DEAD_LETTER_TIMESTAMP);
    return RefusedLetters.contains(letter) ? null : shortened(dated(letter, now));
  }

  /** With a time that the topic takes; the record's own goes into a header. */
  private static ProducerRecord<byte[], byte[]> dated(
      ProducerRecord<byte[], byte[]> letter, long now) {
    long wanted = letter.timestamp() == null ? now : letter.timestamp();
    long time = TopicTimes.of(letter.topic(), wanted, now);
    if (time == wanted) {
      return letter;
    }
    letter.headers().add(HeaderNames.DEAD_LETTER_TIMESTAMP, decimal(wanted));
    return new ProducerRecord<>(
        letter.topic(), letter.partition(), time, letter.key(), letter.value(), letter.headers());
  }

  private @Nullable ProducerRecord<byte[], byte[]> shortened(
      ProducerRecord<byte[], byte[]> letter) {
    long limit = Math.min(maxBytes, TopicLimits.of(letter.topic()));
    if (TopicLimits.bytes(letter.key(), letter.value(), letter.headers()) <= limit) {
      return letter;
    }
    Headers headers = new RecordHeaders(letter.headers());
    byte @Nullable [] key = letter.key();
    if (TopicLimits.bytes(key, null, headers) > limit) {
      key = null;
      headers = ours(letter.headers());
    }
    byte @Nullable [] value = letter.value();
    if (value != null) {
      headers.add(HeaderNames.DEAD_LETTER_VALUE_BYTES, decimal(value.length));
    }
    return TopicLimits.bytes(key, null, headers) > limit
        ? null
        : new ProducerRecord<>(
            letter.topic(), letter.partition(), letter.timestamp(), key, null, headers);
  }

  private static Headers ours(Headers all) {
    Headers ours = new RecordHeaders();
    DeadLetterHeaders told = DeadLetterHeaders.read(all);
    if (told != null) {
      told.writeTo(ours);
    }
    Header time = all.lastHeader(HeaderNames.DEAD_LETTER_TIMESTAMP);
    if (time != null) {
      ours.add(time);
    }
    return ours;
  }

  private static byte[] decimal(long number) {
    return Long.toString(number).getBytes(StandardCharsets.UTF_8);
  }
}
