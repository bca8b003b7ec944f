package io.eigencam.benchmark;

import java.util.Map;

/**
 * What one contender cost in one round: every thread worked on every picture.
 *
 * @param frames how many frames that were, over all threads
 * @param cpuNanos time on the processor of the threads that worked, summed
 * @param processNanos time on the processor of the whole program, its housekeeping included
 * @param wallNanos from the first start to the last end
 * @param steps {@code cpuNanos} by step; empty where there are none
 */
record Block(
    int frames, long cpuNanos, long processNanos, long wallNanos, Map<String, Long> steps) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  Block {
    steps = Map.copyOf(steps);
  }

  double cpuMillisPerFrame() {
    return cpuNanos / NANOS_PER_MILLI / frames;
  }

  double processMillisPerFrame() {
    return processNanos / NANOS_PER_MILLI / frames;
  }

  double wallNanosPerFrame() {
    return (double) wallNanos / frames;
  }

  double framesPerSecond() {
    return frames * NANOS_PER_SECOND / wallNanos;
  }

  double stepMillisPerFrame(String step) {
    return steps.getOrDefault(step, 0L) / NANOS_PER_MILLI / frames;
  }
}
