package io.eigencam.driftbenchmark;

import java.util.List;

/**
 * When a monitor's alarm rang after a fault began.
 *
 * @param blocks until it rang; 0 if it never did
 * @param seconds the same in seconds
 * @param causes what the alert said that it looks like, best first; empty for monitors that do not
 * @param severity of the alert; empty for monitors that have none
 */
public record Alarm(int blocks, double seconds, List<String> causes, String severity) {
  private static final double TEN_MINUTES = 600;

  /** No alarm as long as one waited. */
  static final Alarm NEVER = new Alarm(0, 0, List.of(), "");

  public Alarm {
    causes = List.copyOf(causes);
  }

  public boolean rang() {
    return blocks > 0;
  }

  public boolean rangWithinTenMinutes() {
    return rang() && seconds <= TEN_MINUTES;
  }
}
