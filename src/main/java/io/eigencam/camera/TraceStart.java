package io.eigencam.camera;

import java.util.random.RandomGenerator;

/**
 * Begins the trace of a frame where it is published: makes its {@code traceparent} by W3C Trace
 * Context. Of a share of the frames it asks everybody after to record the trace.
 */
public final class TraceStart {
  private final double share;
  private final RandomGenerator random;

  /**
   * @param share 0 to 1
   */
  public TraceStart(double share, RandomGenerator random) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "The share of frames to trace must be between 0 and 1, not " + share + ".");
    }
    this.share = share;
    this.random = random;
  }

  /** A new trace: version, trace, span and whether to record it, in hexadecimal. */
  String next() {
    return "00-%016x%016x-%016x-%s"
        .formatted(any(), any(), any(), random.nextDouble() < share ? "01" : "00");
  }

  /** Ids of zeros only are invalid. */
  private long any() {
    long id = random.nextLong();
    return id == 0 ? 1 : id;
  }
}
