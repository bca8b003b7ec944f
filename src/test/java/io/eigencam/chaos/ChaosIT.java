package io.eigencam.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills and stops processors, broker and registry under load; afterwards every frame must have been
 * answered exactly once, in order. {@code mvn -Pchaos verify} does it for longer; {@code
 * -Dchaos.seed=N} draws the same faults again.
 */
@Timeout(2_400)
class ChaosIT {
  private static final Duration ROUND = Duration.ofSeconds(90);

  /** Held, or the level would be forgotten: what clients say about a broker that we took away. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka.clients");

  /** Stays when the test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @BeforeAll
  static void silenceClients() {
    CLIENTS.setLevel(Level.SEVERE);
  }

  @Test
  void shouldAnswerEveryFrameOnceWhateverEnds() throws Exception {
    Duration faults = Duration.ofSeconds(Long.getLong("chaos.seconds", 20));
    boolean brief = faults.compareTo(ROUND) < 0;
    long seed = Long.getLong("chaos.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    List<String> runs = new ArrayList<>();
    for (long end = System.nanoTime() + faults.toNanos(), run = 0;
        run == 0 || System.nanoTime() < end;
        run++) {
      System.out.printf("chaos: run %d, seed %d%n", run + 1, seed + run);
      try (ChaosRun chaos = new ChaosRun(seed + run, folder.resolve("run-" + run), brief ? 2 : 3)) {
        runs.add(
            brief
                ? chaos.run(faults, Duration.ofSeconds(3), Duration.ofSeconds(5))
                : chaos.run(ROUND, Duration.ofSeconds(6), Duration.ofSeconds(40)));
      }
      System.out.printf("chaos: %s%n", runs.get(runs.size() - 1));
    }
    System.out.printf("chaos: %d run(s) in all%n", runs.size());
  }
}
