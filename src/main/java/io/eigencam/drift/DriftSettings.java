package io.eigencam.drift;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a camera is watched.
 *
 * @param blockMillis length of a block of event time
 * @param leastValues fewer valid values make no mean of a block
 * @param first how the first reference is learned
 * @param next how a better one is learned in the background; null for none
 * @param budget bearable false alarms
 * @param followPerDay how far a normal range may walk after slow change, in scales a day; 0 for not
 *     at all
 */
public record DriftSettings(
    long blockMillis,
    int leastValues,
    LearningProfile first,
    @Nullable LearningProfile next,
    AlarmBudget budget,
    double followPerDay) {
  private static final double FOLLOW = 0.5;

  /** An hour to a provisional reference, three days to one that stays. */
  public static final DriftSettings STANDARD =
      new DriftSettings(
          30_000, 10, LearningProfile.QUICK, LearningProfile.STANDARD, AlarmBudget.DEFAULT, FOLLOW);

  /** Blocks of two seconds at five frames a second. */
  public static final DriftSettings DEMO =
      new DriftSettings(2_000, 5, LearningProfile.DEMO, null, AlarmBudget.DEFAULT, FOLLOW);

  public DriftSettings {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(budget, "budget");
    if (blockMillis < 1) {
      throw new IllegalArgumentException("a block of %d ms".formatted(blockMillis));
    }
    if (leastValues < 1) {
      throw new IllegalArgumentException(
          "a block needs at least 1 value, not %d".formatted(leastValues));
    }
    if (!(followPerDay >= 0)) {
      throw new IllegalArgumentException(
          "slow follow must be 0 or more scales a day, not " + followPerDay);
    }
  }

  /** The threshold that evidence is held against. */
  public double threshold() {
    return budget.threshold(blockMillis);
  }

  /** The same with another budget. */
  public DriftSettings withBudget(AlarmBudget other) {
    return new DriftSettings(blockMillis, leastValues, first, next, other, followPerDay);
  }
}
