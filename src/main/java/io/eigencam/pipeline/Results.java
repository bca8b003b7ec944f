package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.topic.SourceRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that leaves for one frame.
 *
 * @param source the record as it was read
 * @param messages null where a defect prevented them; then there is a dead letter
 * @param deadLetter null for a frame that was analysed or shed
 */
record Results(
    SourceRecord source,
    FrameOutcome outcome,
    @Nullable Encoded messages,
    @Nullable DeadLetter deadLetter) {
  Results {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(outcome, "outcome");
    if (messages == null && deadLetter == null) {
      throw new IllegalArgumentException(source + " would leave nothing");
    }
  }
}
