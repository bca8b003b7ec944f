package io.eigencam.pipeline;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes the messages about one frame; the clock says when. */
public final class OutcomeEncoder {
  private final BiFunction<FrameOutcome, Instant, FrameAnalysis> analysis;
  private final BiFunction<FrameOutcome, Instant, @Nullable AttentionMaps> maps;
  private final InstantSource clock;

  public OutcomeEncoder(
      BiFunction<FrameOutcome, Instant, FrameAnalysis> analysis,
      BiFunction<FrameOutcome, Instant, @Nullable AttentionMaps> maps,
      InstantSource clock) {
    this.analysis = analysis;
    this.maps = maps;
    this.clock = clock;
  }

  Encoded encode(FrameOutcome outcome) {
    Instant processed = clock.instant();
    return new Encoded(analysis.apply(outcome, processed), maps.apply(outcome, processed));
  }
}
