package io.eigencam.ingest;

import io.eigencam.frame.ExplainTurn;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.ShedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame whose turn has come, and what is decided about it.
 *
 * @param time when its turn came, UTC, by our clock
 * @param late whether it is older than its camera's {@code max-age}
 * @param outOfOrder whether its number or capture time lies before that of the camera's frame
 *     before it
 * @param shed why it is left out; null when it is worked on
 * @param turn whether it is explained, if it is worked on
 */
public record Arrival(
    FrameReference frame,
    Instant time,
    boolean late,
    boolean outOfOrder,
    @Nullable ShedReason shed,
    ExplainTurn turn) {
  public Arrival {
    Objects.requireNonNull(frame, "frame");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(turn, "turn");
  }

  /** From its capture to its turn; negative where the camera's clock is ahead of ours. */
  public Duration sinceCapture() {
    return Duration.between(frame.captureTime(), time);
  }

  /** How long its record lay on the topic; negative where the producer's clock is ahead. */
  public Duration waited() {
    return Duration.between(frame.ingestTime(), time);
  }

  /** Why it is left out, for people. */
  public String text(LoadPolicy policy) {
    String limit = "eigencam.ingest.max-age is %s".formatted(seconds(policy.maxAge()));
    return shed == ShedReason.OVERLOAD
        ? "waited %s for its turn; %s".formatted(seconds(waited()), limit)
        : "captured %s before its turn, but waited only %s of it; %s"
            .formatted(seconds(sinceCapture()), seconds(waited()), limit);
  }

  private static String seconds(Duration duration) {
    return String.format(java.util.Locale.ROOT, "%.3f s", duration.toMillis() / 1e3);
  }
}
