package io.eigencam.drift;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a camera's block.
 *
 * @param context under which its frames were seen
 * @param watch the reference that is in use, as it is after the block
 * @param block the block's means against that reference
 * @param reading what they say; null while the camera is being learned
 * @param newReference whether another reference has taken over with this block
 */
public record BlockReport(
    ContextKey context, Watch watch, Block block, @Nullable Reading reading, boolean newReference) {
  public BlockReport {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(watch, "watch");
    Objects.requireNonNull(block, "block");
  }
}
