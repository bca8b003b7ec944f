package io.eigencam.drift;

import java.time.Duration;

/**
 * How many false alarms are bearable, the one number that a user sets. Together with the length of
 * a block it gives the threshold of {@link Evidence}.
 *
 * @param falseAlarmsPer30Days per camera; above 0
 */
public record AlarmBudget(double falseAlarmsPer30Days) {
  private static final Duration MONTH = Duration.ofDays(30);

  /** One per camera in 30 days. */
  public static final AlarmBudget DEFAULT = new AlarmBudget(1);

  public AlarmBudget {
    if (!(falseAlarmsPer30Days > 0) || Double.isInfinite(falseAlarmsPer30Days)) {
      throw new IllegalArgumentException(
          "false alarms per 30 days must be above 0, not " + falseAlarmsPer30Days);
    }
  }

  /**
   * A budget for all cameras together, shared equally. Expected numbers add up whether or not
   * cameras depend on each other.
   */
  public static AlarmBudget ofFleet(int cameras, double falseAlarmsPerDay) {
    if (cameras < 1) {
      throw new IllegalArgumentException("a fleet of %d cameras".formatted(cameras));
    }
    return new AlarmBudget(falseAlarmsPerDay * MONTH.toDays() / cameras);
  }

  /** The threshold A: blocks per bearable false alarm. */
  public double threshold(long blockMillis) {
    return (double) MONTH.toMillis() / blockMillis / falseAlarmsPer30Days;
  }
}
