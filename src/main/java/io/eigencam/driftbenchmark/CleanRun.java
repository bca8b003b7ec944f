package io.eigencam.driftbenchmark;

/**
 * Alarms that rang where nothing was wrong.
 *
 * @param days that cameras were watched, in all
 */
public record CleanRun(int alarms, double days) {
  private static final double TAIL = 0.025;

  /** Of several cameras together. */
  CleanRun plus(CleanRun other) {
    return new CleanRun(alarms + other.alarms, days + other.days);
  }

  public double perDay() {
    return alarms / days;
  }

  /** Lower end of the exact 95 % interval of a Poisson rate. */
  public double lowest() {
    return alarms == 0 ? 0 : mean(alarms - 1, 1 - TAIL) / days;
  }

  /** Upper end; 3.7 / days where no alarm rang. */
  public double highest() {
    return mean(alarms, TAIL) / days;
  }

  /** The mean under which at most so many events have this probability. */
  private static double mean(int events, double probability) {
    double low = 0;
    double high = 10 + 3.0 * events;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (atMost(events, middle) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double atMost(int events, double mean) {
    double logarithm = -mean;
    double sum = 0;
    for (int k = 0; k <= events; k++) {
      logarithm += k == 0 ? 0 : Math.log(mean / k);
      sum += Math.exp(logarithm);
    }
    return sum;
  }
}
