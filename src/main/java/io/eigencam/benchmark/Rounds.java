package io.eigencam.benchmark;

import io.eigencam.frame.FrameRejected;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs contenders in turn, so that whatever else the machine does meets all of them alike; who
 * begins changes from round to round.
 */
final class Rounds implements AutoCloseable {
  private final List<Contender> contenders; // floor, detections, whole
  private final int pictures;
  private final int threads;
  private final ExecutorService executor;
  private int done;

  /**
   * @param pictures how many there are; every thread works on all of them
   * @param threads how many work at once
   */
  Rounds(Contender floor, Contender detections, Contender whole, int pictures, int threads) {
    this.contenders = List.of(floor, detections, whole);
    this.pictures = pictures;
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  Round next() throws FrameRejected, InterruptedException {
    Map<Contender, Block> blocks = new HashMap<>();
    for (int i = 0; i < contenders.size(); i++) {
      Contender contender = contenders.get((i + done) % contenders.size());
      blocks.put(contender, block(contender));
    }
    done++;
    return new Round(block(blocks, 0), block(blocks, 1), block(blocks, 2));
  }

  private Block block(Map<Contender, Block> blocks, int contender) {
    Block block = blocks.get(contenders.get(contender));
    if (block == null) {
      throw new IllegalStateException("contender " + contender + " did not run");
    }
    return block;
  }

  private Block block(Contender contender) throws FrameRejected, InterruptedException {
    List<Callable<Share>> work = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread * pictures / threads;
      work.add(() -> share(contender, first));
    }
    long process = processNanos();
    long start = System.nanoTime();
    List<Future<Share>> shares = executor.invokeAll(work);
    long wall = System.nanoTime() - start;
    process = processNanos() - process;
    long cpu = 0;
    Map<String, Long> steps = new HashMap<>();
    for (Future<Share> share : shares) {
      Share finished = finished(share);
      cpu += finished.cpuNanos();
      finished.steps().forEach((step, nanos) -> steps.merge(step, nanos, Long::sum));
    }
    return new Block(threads * pictures, cpu, process, wall, steps);
  }

  private record Share(long cpuNanos, Map<String, Long> steps) {}

  private Share share(Contender contender, int first) throws FrameRejected {
    StepCosts costs = new StepCosts();
    long start = StepCosts.cpuNanos();
    for (int i = 0; i < pictures; i++) {
      contender.run((first + i) % pictures, costs);
    }
    return new Share(StepCosts.cpuNanos() - start, costs.nanos());
  }

  private static Share finished(Future<Share> share) throws FrameRejected, InterruptedException {
    try {
      return share.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FrameRejected rejected) {
        throw rejected;
      }
      throw new IllegalStateException("a picture could not be worked on: " + e.getCause(), e);
    }
  }

  private static long processNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
