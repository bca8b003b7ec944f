package io.eigencam.pipeline;

import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the model said, and why.
 *
 * @param explanation null when it was not the frame's turn, or the attention could not be computed;
 *     the detections are good all the same
 */
record Explained(Inference inference, @Nullable Explanation explanation) {
  Explained {
    Objects.requireNonNull(inference, "inference");
  }
}
