package io.eigencam.camera;

import java.time.Duration;

/** Times of pictures that follow each other at a fixed rate. */
final class Positions {
  private static final double NANOS_PER_SECOND = 1e9;

  private Positions() {}

  /** When picture {@code index} is due; computed from the index, so that rounding never adds up. */
  static Duration of(long index, double framesPerSecond) {
    return Duration.ofNanos(Math.round(index * NANOS_PER_SECOND / framesPerSecond));
  }
}
