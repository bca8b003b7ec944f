package io.eigencam.endurance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.command.RunningProgram;
import io.eigencam.standalone.FreePorts;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** {@code eigencam run} in a process of its own, with the shipped model, watched from outside. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final RunningProgram program;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI metrics;
  private final Path folder;

  /**
   * @param folder takes output, state and settings
   * @param javaOptions separated by blanks
   * @param settings beside the defaults
   */
  ServiceProcess(
      Path folder,
      StandaloneKafka kafka,
      Topics topics,
      String javaOptions,
      Map<String, String> settings)
      throws Exception {
    this.folder = Files.createDirectories(folder);
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.put("kafka-streams.state.dir", folder.resolve("state").toString());
    Path file = folder.resolve("eigencam.properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    String port = Integer.toString(FreePorts.choose());
    this.metrics = URI.create("http://127.0.0.1:" + port + "/q/metrics");
    this.program =
        new RunningProgram(
            folder,
            javaOptions,
            List.of(
                "run",
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--registry",
                kafka.registryUrl(),
                "--prefix",
                topics.prefix(),
                "--config",
                file.toString(),
                "--port",
                port));
    URI ready = metrics.resolve("/q/health/ready");
    await().atMost(PATIENCE).until(() -> !program.isAlive() || RunningProgram.status(ready) == 200);
    assertTrue(program.isAlive(), program::output);
  }

  ProcessFigures figures() throws IOException {
    if (!program.isAlive()) {
      throw new AssertionError("the service ended:\n" + program.output());
    }
    return ProcessFigures.of(program.pid());
  }

  /** All figures that the service publishes about itself, by name and labels. */
  Map<String, Double> metrics() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(metrics).header("Accept", "text/plain").timeout(ANSWER).build();
    String text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Map<String, Double> values = new TreeMap<>();
    for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      int end = line.lastIndexOf(' ');
      values.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
    }
    return values;
  }

  /** Native objects that are open, as the service counts them. */
  long nativeObjects() throws IOException, InterruptedException {
    Double open = metrics().get("eigencam_native_objects");
    if (open == null) {
      throw new AssertionError("the service does not publish eigencam_native_objects");
    }
    return open.longValue();
  }

  /** Asks the Java machine: the tool {@code jcmd}, its answer as text. */
  String ask(String... question) throws IOException, InterruptedException {
    Path answer = Files.createTempFile(folder, "jcmd", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(program.pid()));
    command.addAll(List.of(question));
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(answer.toFile())
        .start()
        .waitFor();
    return Files.readString(answer);
  }

  void stop() throws InterruptedException {
    program.stop(PATIENCE);
  }

  @Override
  public void close() {
    program.close();
  }
}
