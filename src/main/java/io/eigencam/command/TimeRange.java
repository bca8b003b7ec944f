package io.eigencam.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: the first is part of the range, the second is not. */
final class TimeRange {
  @Option(
      names = "--from",
      converter = PointInTime.Converter.class,
      paramLabel = "TIME",
      description =
          "Only frames of this time and later: 2026-03-01T12:00:00Z, or -10m (s, m, h, d)"
              + " (default: the oldest that the topic keeps).")
  private @Nullable PointInTime from;

  @Option(
      names = "--to",
      converter = PointInTime.Converter.class,
      paramLabel = "TIME",
      description =
          "Only frames before this time (default: all that are there when the command begins).")
  private @Nullable PointInTime to;

  /** Whether there is any limit. */
  boolean given() {
    return from != null || to != null;
  }

  /** Null for no limit. */
  @Nullable Instant from() {
    return from == null ? null : from.instant();
  }

  /** Null for no limit. */
  @Nullable Instant to() {
    return to == null ? null : to.instant();
  }

  boolean contains(Instant time) {
    return (from == null || !time.isBefore(from.instant()))
        && (to == null || time.isBefore(to.instant()));
  }
}
