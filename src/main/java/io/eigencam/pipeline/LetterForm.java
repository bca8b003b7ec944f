package io.eigencam.pipeline;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What of a rejected frame is written to the topic of dead letters. */
enum LetterForm {
  WHOLE,
  /** The topic does not take so much. */
  WITHOUT_VALUE,
  /** The topic does not take it at all; the frame's result tells of it. */
  LEFT_OUT;

  /**
   * @param written null where the topic does not take it
   * @param value of the record as it was read
   */
  static LetterForm of(@Nullable ProducerRecord<byte[], byte[]> written, byte @Nullable [] value) {
    if (written == null) {
      return LEFT_OUT;
    }
    return written.value() == null && value != null ? WITHOUT_VALUE : WHOLE;
  }
}
