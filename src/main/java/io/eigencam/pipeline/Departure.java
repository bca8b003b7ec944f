package io.eigencam.pipeline;

import io.eigencam.frame.FrameOutcome;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What is written for one frame, in bytes that the topics take.
 *
 * @param outcome what became of the frame in the end
 * @param analysis null where only the dead letter can be written
 * @param maps null where there are none, or none that the topic takes
 * @param deadLetter null for a frame that was analysed or shed, and where the letter is left out
 * @param letter null for a frame that was analysed or shed
 */
record Departure(
    FrameOutcome outcome,
    @Nullable Record<byte[], byte[]> analysis,
    @Nullable Record<byte[], byte[]> maps,
    @Nullable Record<byte[], byte[]> deadLetter,
    @Nullable LetterForm letter) {
  Departure {
    Objects.requireNonNull(outcome, "outcome");
  }
}
