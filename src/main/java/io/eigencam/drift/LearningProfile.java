package io.eigencam.drift;

import java.time.Duration;

/**
 * How long a camera is watched before it is judged. Durations count blocks that hold frames, so
 * gaps do not shorten them.
 *
 * @param reference of {@link LearningPhase#REFERENCE}
 * @param scale of {@link LearningPhase#SCALE}
 * @param envelope of {@link LearningPhase#ENVELOPE}
 * @param probation how long, already armed, each day without an alert may still widen envelopes
 * @param provisional whether the result is to be trusted only so far
 * @param envelopeFloor least envelope: high where little was seen
 */
public record LearningProfile(
    Duration reference,
    Duration scale,
    Duration envelope,
    Duration probation,
    boolean provisional,
    double envelopeFloor) {

  /** Two minutes, for demonstrations and tests. */
  public static final LearningProfile DEMO =
      new LearningProfile(
          Duration.ofSeconds(30),
          Duration.ofSeconds(40),
          Duration.ofSeconds(50),
          Duration.ZERO,
          false,
          0.10);

  /** An hour, to have something until a thorough one is ready. */
  public static final LearningProfile QUICK =
      new LearningProfile(
          Duration.ofMinutes(20),
          Duration.ofMinutes(20),
          Duration.ofMinutes(20),
          Duration.ZERO,
          true,
          0.25);

  /** Three days, and four more on probation. */
  public static final LearningProfile STANDARD =
      new LearningProfile(
          Duration.ofDays(1),
          Duration.ofDays(1),
          Duration.ofDays(1),
          Duration.ofDays(4),
          false,
          0.10);

  public LearningProfile {
    if (!positive(reference) || !positive(scale) || !positive(envelope) || probation.isNegative()) {
      throw new IllegalArgumentException(
          "durations of learning must be above 0, not %s, %s, %s, probation %s"
              .formatted(reference, scale, envelope, probation));
    }
    if (!(envelopeFloor > 0 && envelopeFloor <= Envelopes.CAP)) {
      throw new IllegalArgumentException(
          "the envelope's floor must be above 0 and at most %s, not %s"
              .formatted(Envelopes.CAP, envelopeFloor));
    }
  }

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** Blocks of a part, at least one; none for {@link LearningPhase#DONE}. */
  int blocks(LearningPhase phase, long blockMillis) {
    return switch (phase) {
      case REFERENCE -> blocks(reference, blockMillis);
      case SCALE -> blocks(scale, blockMillis);
      case ENVELOPE -> blocks(envelope, blockMillis);
      case DONE -> 0;
    };
  }

  static int blocks(Duration duration, long blockMillis) {
    return Math.toIntExact((duration.toMillis() + blockMillis - 1) / blockMillis);
  }
}
