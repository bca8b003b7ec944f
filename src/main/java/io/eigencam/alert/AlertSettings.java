package io.eigencam.alert;

import io.eigencam.drift.AlarmBudget;
import java.time.Duration;
import java.util.Objects;

/**
 * How alerts come and go.
 *
 * @param budget bearable false alarms, as people are told
 * @param calmBlocks blocks in a row below half of the envelope that resolve an alert
 * @param cooldown how long after that a half-way return is the same alert
 * @param updateEvery an open alert is told of again
 * @param watchEvery at most one {@link AlertStatus#WATCH} in so long
 * @param askAfter an alert that nobody decided on is asked about
 */
public record AlertSettings(
    AlarmBudget budget,
    int calmBlocks,
    Duration cooldown,
    Duration updateEvery,
    Duration watchEvery,
    Duration askAfter) {

  public AlertSettings {
    Objects.requireNonNull(budget, "budget");
    if (calmBlocks < 1) {
      throw new IllegalArgumentException("calm blocks must be at least 1, not " + calmBlocks);
    }
    for (Duration duration : new Duration[] {cooldown, updateEvery, watchEvery, askAfter}) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("a duration of alerts is negative: " + duration);
      }
    }
  }

  /** Five calm minutes at blocks of 30 s, then ten of cool-down. */
  public static AlertSettings standard(AlarmBudget budget) {
    return new AlertSettings(
        budget,
        10,
        Duration.ofMinutes(10),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(24));
  }

  /** For blocks of two seconds. */
  public static AlertSettings demo(AlarmBudget budget) {
    return new AlertSettings(
        budget,
        10,
        Duration.ofSeconds(40),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofHours(24));
  }
}
