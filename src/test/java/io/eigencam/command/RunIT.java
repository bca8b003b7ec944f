package io.eigencam.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.camera.Camera;
import io.eigencam.camera.CameraId;
import io.eigencam.camera.FramePublisher;
import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.UnpacedClock;
import io.eigencam.camera.microscope.Look;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.DataFolder;
import io.eigencam.standalone.EmbeddedBroker;
import io.eigencam.standalone.EmbeddedRegistry;
import io.eigencam.standalone.FreePorts;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}, packaged, against a broker and a registry outside of its process. */
@Timeout(240)
class RunIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  @TempDir private Path folder;

  @Test
  void shouldAnalyseTheFramesOfAnotherKafka() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(2);
    publish(kafka, topics, 5);
    Path settings =
        Files.writeString(
            folder.resolve("eigencam.properties"),
            "eigencam.explain.layers=p4\nquarkus.http.port=1\n");
    String port = Integer.toString(FreePorts.choose());
    try (RunningProgram run =
        new RunningProgram(
            folder,
            "run",
            "--bootstrap-server",
            kafka.bootstrapServers(),
            "--registry",
            kafka.registryUrl(),
            "--prefix",
            topics.prefix(),
            "--config",
            settings.toString(),
            "--port",
            port,
            "--log-format",
            "json")) {
      // When
      List<ConsumerRecord<String, FrameAnalysis>> results =
          kafka.read(topics.detections(), 5, PATIENCE);

      // Then: the file's layer, and the flag's port before the file's
      assertEquals(5, results.size(), run::output);
      for (ConsumerRecord<String, FrameAnalysis> result : results) {
        assertEquals(FrameStatus.ANALYZED, result.value().getStatus());
        assertEquals(1, result.value().getAttention().size());
        assertEquals("p4", result.value().getAttention().get(0).getLayer());
      }
      URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
      await().atMost(PATIENCE).until(() -> RunningProgram.status(ready) == 200);
      run.stop(PATIENCE);
      List<String> lines = run.output().lines().filter(line -> line.startsWith("{")).toList();
      assertFalse(lines.isEmpty(), run::output);
      for (String line : lines) {
        JsonNode json = new ObjectMapper().readTree(line);
        assertTrue(json.hasNonNull("timestamp") && json.hasNonNull("message"), line);
        assertTrue(json.hasNonNull("level") && json.hasNonNull("loggerName"), line);
      }
    }
  }

  @Test
  void shouldWaitForWhatIsMissingAndThenGoOn() throws Exception {
    // Given: addresses at which nobody is yet
    int kafkaPort = FreePorts.choose();
    int registryPort = FreePorts.choose();
    String port = Integer.toString(FreePorts.choose());
    try (DataFolder data = DataFolder.temporary();
        RunningProgram run =
            new RunningProgram(
                folder,
                "run",
                "--bootstrap-server",
                "127.0.0.1:" + kafkaPort,
                "--registry",
                "http://127.0.0.1:" + registryPort,
                "--prefix",
                "late.",
                "--port",
                port)) {
      // Then: it says so, is alive and not ready
      URI live = URI.create("http://127.0.0.1:" + port + "/q/health/live");
      URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
      await().atMost(PATIENCE).until(() -> RunningProgram.status(live) == 200);
      assertEquals(503, RunningProgram.status(ready));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  run.output().contains("no Kafka answers at 127.0.0.1:" + kafkaPort)
                      && run.output().contains("the schema registry does not answer"));

      // When
      try (EmbeddedBroker broker = EmbeddedBroker.start(data.folder("kafka"), kafkaPort);
          EmbeddedRegistry registry =
              EmbeddedRegistry.start(data.folder("registry"), registryPort)) {
        StandaloneKafka late = StandaloneKafka.at(broker.bootstrapServers(), registry.url());
        Topics topics = Topics.withPrefix("late.");
        try (Admin admin = late.admin()) {
          new TopicCreation(admin, 1, 1).ensure(topics.all());
        }
        publish(late, topics, 3);

        // Then
        assertEquals(3, late.read(topics.detections(), 3, PATIENCE).size(), run::output);
        await().atMost(PATIENCE).until(() -> RunningProgram.status(ready) == 200);
        run.stop(PATIENCE);
      }
    }
  }

  @Test
  void shouldNameAWrongSetting() throws Exception {
    Path settings =
        Files.writeString(folder.resolve("eigencam.properties"), "eigencam.model.confidense=0.4\n");

    assertTrue(failure("--config", settings.toString()).contains("eigencam.model.confidense"));
  }

  private String failure(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try (RunningProgram run = new RunningProgram(folder, all)) {
      assertEquals(1, run.awaitEnd(PATIENCE), run::output);
      List<String> lines = run.output().lines().filter(line -> !line.startsWith("model ")).toList();
      assertEquals(1, lines.size(), run.output());
      assertTrue(lines.get(0).startsWith("eigencam: "), run.output());
      return lines.get(0);
    }
  }

  private static void publish(StandaloneKafka kafka, Topics topics, int frames)
      throws IOException, InterruptedException {
    try (FramePublisher publisher =
        new FramePublisher(
            Map.of("bootstrap.servers", kafka.bootstrapServers()), topics.cameraFrames())) {
      new Camera(
              new CameraId("run-1"),
              new MicroscopeSource(1, Look.ORDINARY, 5),
              new UnpacedClock(),
              publisher,
              Instant.now())
          .run(frames, count -> {});
      publisher.flush();
    }
  }
}
