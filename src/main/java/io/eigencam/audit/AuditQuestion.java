package io.eigencam.audit;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to audit.
 *
 * @param from frames of this time and later; null for the oldest that the topic has
 * @param to frames before this time; null for the newest
 * @param cameras only these; empty for all
 * @param group consumer group whose committed offsets tell how far the work has come
 */
public record AuditQuestion(
    @Nullable Instant from, @Nullable Instant to, Set<String> cameras, String group) {
  public AuditQuestion {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "the time from which, %s, must be before %s".formatted(from, to));
    }
    cameras = Set.copyOf(cameras);
  }

  boolean asksFor(String camera) {
    return cameras.isEmpty() || cameras.contains(camera);
  }
}
