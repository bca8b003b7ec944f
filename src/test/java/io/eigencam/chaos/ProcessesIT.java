package io.eigencam.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes share the work, hand it over when one stops and take it over when one is
 * killed, while cameras come and go. How long it takes is printed. The bounds are those of a
 * machine that has nothing else to do; a busy one may take longer by as much as its first start
 * took ({@code -Dchaos.strict=true} grants nothing).
 */
@Timeout(1_200)
class ProcessesIT {
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka.clients");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** From the start of the process to a topology in state RUNNING. */
  private static final Duration RUNNING_AGAIN = Duration.ofSeconds(3);

  /** From SIGTERM to a visible result of every camera: no session has to run out. */
  private static final Duration HANDED_OVER = Duration.ofSeconds(3);

  /** From SIGKILL to a visible result of every camera, with other processes there. */
  private static final Duration FLOWING_AGAIN = Duration.ofSeconds(15);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @BeforeAll
  static void silenceClients() {
    CLIENTS.setLevel(Level.SEVERE);
  }

  @Test
  void shouldShareHandOverAndTakeOver() throws Exception {
    try (Cluster cluster = new Cluster(folder)) {
      cluster.start(4, PATIENCE);
      Map<String, String> settings = Map.of("kafka-streams.num.stream.threads", "1");
      Processor first = cluster.processor(settings);
      Processor second = cluster.processor(settings);
      Instant begin = Instant.now();
      first.program().start();
      second.program().start();
      first.awaitReady(PATIENCE);
      second.awaitReady(PATIENCE);
      Duration bothStarted = Duration.between(begin, Instant.now());
      Duration grace = Boolean.getBoolean("chaos.strict") ? Duration.ZERO : bothStarted;
      try (Traffic traffic = new Traffic(cluster, 4, new Random(1));
          Results results = new Results(cluster)) {
        // Given cameras, one in each partition: both processes work
        for (int camera = 0; camera < 4; camera++) {
          traffic.add(Traffic.ALL, camera);
        }
        traffic.start(3);
        awaitWork(first);
        awaitWork(second);

        // When a camera comes and another goes, nobody need restart
        traffic.add(Traffic.ALL, 5);
        traffic.silence(Traffic.ALL + 0);
        Set<String> cameras = Set.of("all-1", "all-2", "all-3", "all-5");
        results.awaitLater(Instant.now(), cameras, PATIENCE);

        // When one process stops, the other has everything
        Instant stop = Instant.now();
        second.program().terminate();
        Duration handedOver = results.awaitLater(stop, cameras, PATIENCE);
        assertTrue(second.program().awaitEnd(PATIENCE) != 0, "ended by a signal");
        Duration stopped = Duration.between(stop, Instant.now());

        // When it starts again, it gets its share again
        Instant start = Instant.now();
        second.program().start();
        second.awaitReady(PATIENCE);
        Duration running = Duration.between(start, Instant.now());
        awaitWork(second);
        Duration working = Duration.between(start, Instant.now());

        // When it is killed, the other takes over as soon as its session is over
        Instant kill = Instant.now();
        second.program().kill();
        Duration flowing = results.awaitLater(kill, cameras, PATIENCE);

        System.out.printf(
            "processes: both started within %d ms; SIGTERM: stopped after %d ms, results of all cameras after %d ms;"
                + " start: RUNNING after %d ms, first frames after %d ms;"
                + " kill -9: results of all cameras after %d ms%n",
            bothStarted.toMillis(),
            stopped.toMillis(),
            handedOver.toMillis(),
            running.toMillis(),
            working.toMillis(),
            flowing.toMillis());
        traffic.finish();
        Account account = new Account(cluster);
        account.drain(PATIENCE);
        JsonNode audited = account.audit(PATIENCE);

        // Then
        assertEquals(List.of(), account.problems(audited, traffic));
        assertWithin(RUNNING_AGAIN.plus(grace), running, "running again");
        assertWithin(HANDED_OVER.plus(grace), handedOver, "handed over");
        assertWithin(FLOWING_AGAIN.plus(grace), flowing, "flowing again");
      } catch (AssertionError | Exception e) {
        for (Program program : cluster.programs()) {
          System.out.printf("--- %s:%n%s%n", program.name(), program.said(40));
        }
        throw e;
      }
    }
  }

  private static void assertWithin(Duration bound, Duration taken, String what) {
    assertTrue(taken.compareTo(bound) <= 0, () -> what + " after " + taken + ", not " + bound);
  }

  private static void awaitWork(Processor processor) {
    await(processor.program().name() + " works")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> processor.frames() > 0);
  }
}
