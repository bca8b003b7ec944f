package io.eigencam.chaos;

/**
 * Something that goes away for a while.
 *
 * @param atMillis since the run's begin
 * @param target 0-based number of the processor; 0 for the others
 * @param downMillis until it is started again
 */
record Fault(long atMillis, Kind kind, int target, long downMillis) {

  /** What goes, and how. */
  enum Kind {
    KILL_PROCESSOR,
    STOP_PROCESSOR,
    KILL_BROKER,
    STOP_BROKER,
    KILL_REGISTRY,
    STOP_REGISTRY;

    /** By SIGKILL, or else by SIGTERM. */
    boolean kills() {
      return this == KILL_PROCESSOR || this == KILL_BROKER || this == KILL_REGISTRY;
    }
  }

  @Override
  public String toString() {
    return "%6.1f s %s%s for %.1f s"
        .formatted(
            atMillis / 1e3,
            kind,
            kind.name().endsWith("PROCESSOR") ? " " + (target + 1) : "",
            downMillis / 1e3);
  }
}
