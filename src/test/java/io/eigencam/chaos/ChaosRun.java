package io.eigencam.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Processors, broker and registry as processes, cameras that send on and on, faults drawn from a
 * seed; then everything is healed and drained, and the account must hold.
 */
final class ChaosRun implements AutoCloseable {
  private static final int PARTITIONS = 6;
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration DRAIN = Duration.ofMinutes(10);

  /** Frames per second of each camera whose frames all count; what comes piles up for a while. */
  private static final double ALL_RATE = 2;

  /** Frames per camera by which the capacity is measured, after some that warm up. */
  private static final int WARM_UP = 20;

  private static final int MEASURED = 40;

  /** How much comes in turn, of what can be worked on. */
  private static final double AT_CAPACITY = 1;

  private static final double ABOVE_CAPACITY = 2;

  private final long seed;
  private final Random random;
  private final Cluster cluster;
  private final Traffic traffic;
  private double capacity;

  ChaosRun(long seed, Path folder, int processors) throws IOException {
    this.seed = seed;
    this.random = new Random(seed);
    this.cluster = new Cluster(folder);
    this.traffic = new Traffic(cluster, PARTITIONS, new Random(random.nextLong()));
    for (int i = 0; i < processors; i++) {
      cluster.processor(settings());
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (int camera = PARTITIONS / 2; camera < PARTITIONS; camera++) {
      settings.put(
          "eigencam.ingest.cameras.\"%s%d\".overload".formatted(Traffic.NEWEST, camera), "newest");
    }
    settings.put("eigencam.ingest.max-age", "1s");
    return settings;
  }

  /**
   * One run.
   *
   * @return what was done, in one line
   * @throws AssertionError if the account does not hold; says everything that is needed to look
   *     into it
   */
  String run(Duration length, Duration meanGap, Duration longestDown) throws Exception {
    cluster.start(PARTITIONS, START);
    for (int camera = 0; camera < PARTITIONS; camera++) {
      traffic.add(camera < PARTITIONS / 2 ? Traffic.ALL : Traffic.NEWEST, camera);
    }
    for (Processor processor : cluster.processors()) {
      processor.program().start();
    }
    cluster.processors().forEach(processor -> processor.awaitReady(START));
    List<Fault> plan =
        FaultPlan.draw(
            random,
            length.toMillis(),
            meanGap.toMillis(),
            longestDown.toMillis(),
            cluster.processors().size());
    try (FaultDriver driver = new FaultDriver(cluster)) {
      try {
        Account account = new Account(cluster);
        framesPerSecond(account, WARM_UP);
        capacity = framesPerSecond(account, MEASURED);
        traffic.newestRate(newestRate(ABOVE_CAPACITY));
        traffic.start(ALL_RATE);
        driver.follow(plan);
        load(length);
        driver.heal();
        cluster.awaitServers(START);
        traffic.finish();
        long healed = System.nanoTime();
        cluster.processors().forEach(this::awaitReady);
        account.drain(DRAIN);
        Duration drained = Duration.ofNanos(System.nanoTime() - healed);
        JsonNode audited = account.audit(START);
        List<String> problems = new ArrayList<>(driver.problems());
        problems.addAll(account.problems(audited, traffic));
        if (!problems.isEmpty()) {
          throw new AssertionError(String.join("\n", problems));
        }
        return figures(driver, audited, drained);
      } catch (AssertionError | Exception e) {
        throw new AssertionError(story(driver, e), e);
      }
    }
  }

  /** Of all processors together, on a queue; nothing else happens meanwhile. */
  private double framesPerSecond(Account account, int framesPerCamera) {
    long start = System.nanoTime();
    long sent = traffic.burst(framesPerCamera);
    account.drain(START);
    return sent * 1e9 / (System.nanoTime() - start);
  }

  /** Of each camera whose late frames are left out, so that all cameras send that share. */
  private double newestRate(double shareOfCapacity) {
    int cameras = PARTITIONS / 2;
    return Math.max(ALL_RATE, shareOfCapacity * capacity / cameras - ALL_RATE);
  }

  /** Above what can be worked on and at it, in turn. */
  private void load(Duration length) {
    long begin = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(length.plus(Duration.ofSeconds(30)))
        .until(
            () -> {
              Duration now = Duration.ofNanos(System.nanoTime() - begin);
              traffic.newestRate(
                  newestRate(now.toSeconds() / 5 % 2 == 0 ? ABOVE_CAPACITY : AT_CAPACITY));
              return now.compareTo(length) >= 0;
            });
  }

  /** Also of one that is to be started again. */
  private void awaitReady(Processor processor) {
    await(processor.program().name() + " is ready")
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .until(processor::ready);
  }

  private String figures(FaultDriver driver, JsonNode account, Duration drained) {
    return String.format(
        Locale.ROOT,
        "seed %d: %d kills, %d stops; %d frames = %d analysed + %d shed + %d rejected;"
            + " 0 lost, 0 twice, 0 out of order; capacity %.0f/s, drained in %.1f s",
        seed,
        driver.kills(),
        driver.stops(),
        account.path("frames").asLong(),
        account.path("analyzed").asLong(),
        account.path("shed").asLong(),
        account.path("rejected").asLong(),
        capacity,
        drained.toMillis() / 1e3);
  }

  private String story(FaultDriver driver, Throwable failure) {
    StringBuilder story = new StringBuilder();
    story.append("seed %d (-Dchaos.seed=%d): %s%n".formatted(seed, seed, failure.getMessage()));
    story.append("--- what was done%n".formatted());
    driver.log().forEach(line -> story.append(line).append('\n'));
    story.append("--- sent: ").append(traffic.sent()).append('\n');
    for (Program program : cluster.programs()) {
      story.append(
          "--- %s, started %d times, its last lines:%n%s%n"
              .formatted(program.name(), program.starts(), program.said(40)));
    }
    return story.toString();
  }

  @Override
  public void close() {
    traffic.close();
    cluster.close();
  }
}
