package io.eigencam.dashboard;

import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real broker and registry with fresh topics, for an application under test. */
public final class LiveKafka implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    StandaloneKafka kafka = StandaloneKafka.shared();
    Topics topics = kafka.freshTopics(3);
    try {
      return Map.of(
          "kafka.bootstrap.servers", kafka.bootstrapServers(),
          "eigencam.registry.url", kafka.registryUrl(),
          "eigencam.topics.prefix", topics.prefix(),
          "eigencam.model.folder", "demo-model/saved_model",
          "kafka-streams.state.dir",
              Files.createTempDirectory(Path.of("target"), "streams-").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // Shared by the whole JVM, and stopped with it.
  }
}
