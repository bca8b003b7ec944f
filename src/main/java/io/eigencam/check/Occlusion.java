package io.eigencam.check;

import io.eigencam.frame.AttentionMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened when a layer's most attended place was greyed out.
 *
 * @param place what was greyed out
 * @param after the map of the greyed picture
 * @param left share of the attention that lay there and does not any more, at most 1; negative if
 *     the grey drew more of it
 * @param evidenceLost share of the model's evidence that went with it, at most 1; null where there
 *     was none
 * @param evidenceLostElsewhere the same for an equally large place elsewhere
 */
public record Occlusion(
    Window place,
    AttentionMap after,
    double left,
    @Nullable Double evidenceLost,
    @Nullable Double evidenceLostElsewhere) {

  /** Whether the attended place mattered more; null where that cannot be told. */
  @Nullable Boolean losesMore() {
    return evidenceLost == null || evidenceLostElsewhere == null
        ? null
        : (Boolean) (evidenceLost > evidenceLostElsewhere);
  }
}
