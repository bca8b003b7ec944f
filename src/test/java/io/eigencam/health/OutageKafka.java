package io.eigencam.health;

import io.eigencam.standalone.DataFolder;
import io.eigencam.standalone.EmbeddedBroker;
import io.eigencam.standalone.EmbeddedRegistry;
import io.eigencam.standalone.FreePorts;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a registry that a test may stop and start, at the same addresses. The test gets
 * {@link Runnable}s, since the application that it is part of has a class loader of its own.
 */
public final class OutageKafka implements QuarkusTestResourceLifecycleManager {
  static final String PREFIX = "outage.";

  private final DataFolder data = DataFolder.temporary();
  private final int brokerPort;
  private final int registryPort;
  private @Nullable EmbeddedBroker broker;
  private @Nullable EmbeddedRegistry registry;

  public OutageKafka() throws IOException {
    brokerPort = FreePorts.choose();
    registryPort = FreePorts.choose();
  }

  @Override
  public Map<String, String> start() {
    startBroker();
    startRegistry();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicCreation(admin, 2, 1).ensure(Topics.withPrefix(PREFIX).all());
    }
    try {
      return Map.of(
          "kafka.bootstrap.servers", broker.bootstrapServers(),
          "eigencam.registry.url", registry.url(),
          "eigencam.topics.prefix", PREFIX,
          "kafka-streams.state.dir",
              Files.createTempDirectory(Path.of("target"), "streams-").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    Map<String, Runnable> switches =
        Map.of(
            "stop broker",
            this::stopBroker,
            "start broker",
            this::startBroker,
            "stop registry",
            this::stopRegistry,
            "start registry",
            this::startRegistry);
    injector.injectIntoFields(switches, new TestInjector.MatchesType(Map.class));
  }

  private void startBroker() {
    if (broker == null) {
      broker = EmbeddedBroker.start(data.folder("kafka"), brokerPort);
    }
  }

  private void stopBroker() {
    broker.close();
    broker = null;
  }

  private void startRegistry() {
    if (registry == null) {
      registry = EmbeddedRegistry.start(data.folder("registry"), registryPort);
    }
  }

  private void stopRegistry() {
    registry.close();
    registry = null;
  }

  @Override
  public void stop() {
    stopRegistry();
    stopBroker();
    data.close();
  }
}
