package io.eigencam.fault;

import io.eigencam.frame.FrameReference;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.HeaderNames;
import io.eigencam.topic.RecordPosition;
import io.eigencam.topic.RetryHeaders;
import io.eigencam.topic.SourceRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the topic of dead letters, as it was read. */
public final class StoredLetter {
  /** The reason of a letter that somebody else wrote. */
  public static final String FOREIGN = "FOREIGN";

  private final ConsumerRecord<byte[], byte[]> record;
  private final @Nullable DeadLetterHeaders told;
  private final SourceRecord source;
  private final FrameReference frame;

  public StoredLetter(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
    this.told = DeadLetterHeaders.read(record.headers());
    this.source =
        told == null
            ? SourceRecord.of(record)
            : SourceRecord.at(
                new RecordPosition(told.topic(), told.partition(), told.offset()), record);
    this.frame = FrameIngest.reference(source);
  }

  /** Where it stands. */
  public RecordPosition position() {
    return RecordPosition.of(record);
  }

  /** Why it does and where it stood before; null for a letter of somebody else. */
  public @Nullable DeadLetterHeaders told() {
    return told;
  }

  public String reason() {
    return told == null ? FOREIGN : told.reason();
  }

  /** Which frame it is. */
  public FrameReference frame() {
    return frame;
  }

  /** The record as it was rejected, with the headers of a dead letter. */
  public SourceRecord source() {
    return source;
  }

  /** How often it had been sent again before it was rejected this time. */
  public int retries() {
    RetryHeaders headers = RetryHeaders.read(record.headers());
    return headers == null ? 0 : headers.count();
  }

  public Headers headers() {
    return record.headers();
  }

  public boolean hasValue() {
    return source.value() != null;
  }

  /** Length of the frame in bytes, also of one that was too large to be kept. */
  public long bytes() {
    byte[] value = source.value();
    if (value != null) {
      return value.length;
    }
    Header length = record.headers().lastHeader(HeaderNames.DEAD_LETTER_VALUE_BYTES);
    String text =
        length == null || length.value() == null
            ? ""
            : new String(length.value(), StandardCharsets.UTF_8);
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
