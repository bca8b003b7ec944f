package io.eigencam.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * How the frames spread over the partitions that this process works on. Counts for each of them,
 * and how uneven that is: the busiest one's share over an even share, so 1 when all have the same
 * and the number of partitions when one has everything. Of the last 5 to 10 minutes, by the number
 * of frames that came in them, for as long as two partitions are here. Safe for use by many
 * threads.
 */
final class PartitionLoad {
  private static final long WINDOW_NANOS = 300_000_000_000L;

  private final MeterRegistry meters;
  private final Map<Integer, Frames> open = new HashMap<>();
  private long windowBegin = System.nanoTime();

  PartitionLoad(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("eigencam.partition.skew.ratio", this, PartitionLoad::skew)
        .description(
            "Frames of the busiest of this process's partitions over their mean; 1: even, NaN: not"
                + " two of them, or no frames")
        .register(meters);
  }

  /** This process works on that partition from now on. */
  synchronized void open(int partition) {
    open.computeIfAbsent(partition, Frames::new);
  }

  synchronized void arrived(int partition) {
    advance(System.nanoTime());
    Frames frames = open.get(partition);
    if (frames != null) {
      frames.counter.increment();
      frames.now++;
    }
  }

  /** Another process works on it from now on. */
  synchronized void close(int partition) {
    Frames frames = open.remove(partition);
    if (frames != null) {
      meters.remove(frames.counter);
    }
  }

  private synchronized double skew() {
    advance(System.nanoTime());
    long all = open.values().stream().mapToLong(Frames::recent).sum();
    long busiest = open.values().stream().mapToLong(Frames::recent).max().orElse(0);
    return open.size() < 2 || all == 0 ? Double.NaN : busiest * (double) open.size() / all;
  }

  private void advance(long now) {
    while (now - windowBegin >= WINDOW_NANOS) {
      windowBegin += WINDOW_NANOS;
      open.values().forEach(Frames::nextWindow);
    }
  }

  /** Of one partition. */
  private final class Frames {
    private final Counter counter;
    private long before;
    private long now;

    Frames(int partition) {
      this.counter =
          Counter.builder("eigencam.partition.frames")
              .description("Frames whose turn has come, by partition of the topic of frames")
              .tag("partition", Integer.toString(partition))
              .register(meters);
    }

    long recent() {
      return before + now;
    }

    void nextWindow() {
      before = now;
      now = 0;
    }
  }
}
