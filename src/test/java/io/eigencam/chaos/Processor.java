package io.eigencam.chaos;

import static org.awaitility.Awaitility.await;

import io.eigencam.standalone.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One {@code eigencam run}, packaged, with a folder, a port and settings of its own. */
final class Processor {
  private final Program program;
  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();

  Processor(String name, Path folder, Cluster cluster, Map<String, String> settings)
      throws IOException {
    int port = FreePorts.choose();
    this.address = URI.create("http://127.0.0.1:" + port);
    Map<String, String> all = new TreeMap<>(settings);
    all.put("kafka-streams.state.dir", folder.resolve("data").resolve(name).toString());
    Path file =
        Files.writeString(
            folder.resolve(name + ".properties"),
            all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n")));
    this.program =
        cluster.command(name, "run", "--config", file.toString(), "--port", Integer.toString(port));
  }

  Program program() {
    return program;
  }

  /** Whether its model is warm and its topology runs, as it says itself. */
  boolean ready() {
    try {
      return http.send(
                  HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many frames it has worked on in this life. */
  long frames() throws IOException, InterruptedException {
    String metrics =
        http.send(
                HttpRequest.newBuilder(address.resolve("/q/metrics"))
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return metrics
        .lines()
        .filter(line -> line.startsWith("eigencam_frames_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Waits until it is ready; fails at once when it has ended. */
  void awaitReady(Duration patience) {
    await(program.name() + " is ready")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              if (!program.running()) {
                throw new AssertionError(program.name() + " ended:\n" + program.said(40));
              }
              return ready();
            });
  }
}
