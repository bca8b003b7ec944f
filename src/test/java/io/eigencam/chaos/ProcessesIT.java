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
 * killed, while cameras come and go. How long it takes is printed; the bounds that are asserted are
 * for a machine that has other things to do ({@code -Dchaos.slack=1} asserts those of an idle one).
 */
@Timeout(1_200)
class ProcessesIT {
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka.clients");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** From the start of the process to a topology in state RUNNING. */
  private static final Duration RUNNING_AGAIN = Duration.ofSeconds(6);

  /** From SIGKILL to a visible result of every camera, with other processes there. */
  private static final Duration FLOWING_AGAIN = Duration.ofSeconds(15);

  private static final int SLACK = Integer.getInteger("chaos.slack", 8);

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
      first.program().start();
      second.program().start();
      first.awaitReady(PATIENCE);
      second.awaitReady(PATIENCE);
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
            "processes: SIGTERM: stopped after %d ms, results of all cameras after %d ms;"
                + " start: RUNNING after %d ms, first frames after %d ms;"
                + " kill -9: results of all cameras after %d ms%n",
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
        assertTrue(running.compareTo(RUNNING_AGAIN.multipliedBy(SLACK)) < 0, running::toString);
        assertTrue(flowing.compareTo(FLOWING_AGAIN.multipliedBy(SLACK)) < 0, flowing::toString);
      } catch (AssertionError | Exception e) {
        for (Program program : cluster.programs()) {
          System.out.printf("--- %s:%n%s%n", program.name(), program.said(40));
        }
        throw e;
      }
    }
  }

  private static void awaitWork(Processor processor) {
    await(processor.program().name() + " works")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> processor.frames() > 0);
  }
}
