package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that leaves for one frame.
 *
 * @param analysis always one
 * @param maps null where there are none
 * @param deadLetter null for a frame that was analysed or shed
 */
record Results(
    FrameOutcome outcome,
    FrameAnalysis analysis,
    @Nullable AttentionMaps maps,
    @Nullable DeadLetter deadLetter) {
  Results {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(analysis, "analysis");
  }
}
