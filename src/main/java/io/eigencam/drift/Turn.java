package io.eigencam.drift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a frame gives rise to.
 *
 * @param ignored whether the frame was seen before, or is too late: nothing is to be done
 * @param closed the block that ended before it; null where none did
 * @param watches that want the frame's figures, each against its own reference: one, or two while a
 *     better reference is being learned
 */
public record Turn(boolean ignored, @Nullable BlockReport closed, List<Watch> watches) {
  static final Turn IGNORED = new Turn(true, null, List.of());

  public Turn {
    watches = List.copyOf(watches);
  }
}
