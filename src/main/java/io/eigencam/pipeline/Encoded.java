package io.eigencam.pipeline;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages about a frame.
 *
 * @param maps null where there are none
 */
record Encoded(FrameAnalysis analysis, @Nullable AttentionMaps maps) {
  Encoded {
    Objects.requireNonNull(analysis, "analysis");
  }
}
