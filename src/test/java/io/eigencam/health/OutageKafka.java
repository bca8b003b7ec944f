package io.eigencam.health;

import io.eigencam.standalone.DataFolder;
import io.eigencam.standalone.EmbeddedBroker;
import io.eigencam.standalone.EmbeddedRegistry;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
  private @Nullable EmbeddedBroker broker;
  private @Nullable EmbeddedRegistry registry;

  @Override
  public Map<String, String> start() {
    startBroker(0);
    startRegistry(0);
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
    int brokerPort = URI.create("kafka://" + broker.bootstrapServers()).getPort();
    int registryPort = URI.create(registry.url()).getPort();
    Map<String, Runnable> switches =
        Map.of(
            "stop broker",
            this::stopBroker,
            "start broker",
            () -> startBroker(brokerPort),
            "stop registry",
            this::stopRegistry,
            "start registry",
            () -> startRegistry(registryPort));
    injector.injectIntoFields(switches, new TestInjector.MatchesType(Map.class));
  }

  private void startBroker(int port) {
    if (broker == null) {
      broker = EmbeddedBroker.start(data.folder("kafka"), port);
    }
  }

  private void stopBroker() {
    broker.close();
    broker = null;
  }

  private void startRegistry(int port) {
    if (registry == null) {
      registry = EmbeddedRegistry.start(data.folder("registry"), port);
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
