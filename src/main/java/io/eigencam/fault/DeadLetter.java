package io.eigencam.fault;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.SourceRecord;
import io.eigencam.topic.Topic;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be worked on, as it goes to the dead-letter topic: key, value, headers
 * and timestamp as read, and headers that say why it is there and where it came from. Those replace
 * its own from an earlier round, so that a record which is sent again and fails again tells about
 * the last time.
 *
 * @param exceptionClass what was thrown
 */
public record DeadLetter(
    SourceRecord source, FrameOutcome.Rejected outcome, Class<? extends Exception> exceptionClass) {
  public DeadLetter {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(exceptionClass, "exceptionClass");
  }

  /**
   * As it is written; without its value, if the topic of dead letters would not take that; null, if
   * it would not even take the headers.
   *
   * @param now milliseconds since the epoch, UTC; its time where the topic refuses the record's
   */
  public @Nullable ProducerRecord<byte[], byte[]> record(Topic<?, ?> deadLetters, long now) {
    return DeadLetterLimit.of(deadLetters)
        .fit(
            new ProducerRecord<>(
                deadLetters.name(),
                null,
                source.timestamp(),
                source.key(),
                source.value(),
                headers()),
            now);
  }

  /** The record's own headers, and ours. */
  public Headers headers() {
    Headers headers = new RecordHeaders(source.headers());
    new DeadLetterHeaders(
            outcome.reason().name(),
            outcome.step() + ": " + outcome.text(),
            source.topic(),
            source.partition(),
            source.offset(),
            exceptionClass.getName())
        .writeTo(headers);
    return headers;
  }
}
