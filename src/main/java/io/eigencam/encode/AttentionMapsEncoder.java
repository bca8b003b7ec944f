package io.eigencam.encode;

import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.LayerAttention;
import io.eigencam.message.AttentionMaps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The maps of a frame as one message: those of the layers, best-aligned first, then others. */
public final class AttentionMapsEncoder {
  private final int mapEncoding;

  /** Uses the newest encoding. */
  public AttentionMapsEncoder() {
    this(MapCodec.NEWEST);
  }

  /**
   * @param mapEncoding the newest that every reader knows, of those that {@link MapCodec} lists
   */
  public AttentionMapsEncoder(int mapEncoding) {
    if (mapEncoding < MapCodec.RAW || mapEncoding > MapCodec.NEWEST) {
      throw new IllegalArgumentException(
          "eigencam.encode.map-encoding: 1 to %d, not %d".formatted(MapCodec.NEWEST, mapEncoding));
    }
    this.mapEncoding = mapEncoding;
  }

  /**
   * Encodes the maps of a frame.
   *
   * @param processedTime when the result was made; the same as in the frame's analysis
   * @return null when the frame has no maps that could be published: it was not analysed, it was
   *     not its turn, its attention could not be computed, or a map is not finite
   */
  public @Nullable AttentionMaps encode(FrameOutcome outcome, Instant processedTime) {
    if (!(outcome instanceof FrameOutcome.Analyzed analyzed)) {
      return null;
    }
    Explanation explanation = analyzed.explanation();
    if (explanation == null || !publishable(explanation)) {
      return null;
    }
    return AttentionMaps.newBuilder()
        .setFrame(OriginEncoder.encode(analyzed.frame(), analyzed.size(), processedTime))
        .setModelDigest(analyzed.model().digest())
        .setMaps(
            explanation.all().stream()
                .map(layer -> MapCodec.encode(layer.map(), layer.componentSigma(), mapEncoding))
                .toList())
        .build();
  }

  /** Whether every map is finite; a NaN never leaves. */
  static boolean publishable(@Nullable Explanation explanation) {
    if (explanation == null) {
      return false;
    }
    for (LayerAttention layer : explanation.all()) {
      for (float value : layer.map().projection()) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }
}
