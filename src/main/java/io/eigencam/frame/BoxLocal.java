package io.eigencam.frame;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Eigen-CAM of the cells of one detection alone.
 *
 * @param attention on the cells of the grown box, at the level that found it; null where there is
 *     none
 * @param reason why there is none, in words; empty where there is one
 */
public record BoxLocal(@Nullable LayerAttention attention, String reason) {
  public BoxLocal {
    Objects.requireNonNull(reason, "reason");
    if ((attention == null) == reason.isEmpty()) {
      throw new IllegalArgumentException("either a map or a reason for none");
    }
  }

  /** Without a map. */
  public static BoxLocal none(String reason) {
    return new BoxLocal(null, reason);
  }
}
