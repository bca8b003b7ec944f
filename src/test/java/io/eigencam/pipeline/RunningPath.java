package io.eigencam.pipeline;

import static org.awaitility.Awaitility.await;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.infer.Detector;
import io.eigencam.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** The path on a real broker, with the settings that the application has, without the framework. */
final class RunningPath implements AutoCloseable {
  private static final String PREFIX = "kafka-streams.";

  private final KafkaStreams streams;
  private final List<KafkaStreams.State> states = new CopyOnWriteArrayList<>();
  private final boolean named;

  RunningPath(
      Detector detector,
      Topics topics,
      String bootstrapServers,
      String registryUrl,
      Path state,
      Map<String, String> others)
      throws IOException {
    this(detector, topics, bootstrapServers, registryUrl, state, others, new SimpleMeterRegistry());
  }

  RunningPath(
      Detector detector,
      Topics topics,
      String bootstrapServers,
      String registryUrl,
      Path state,
      Map<String, String> others,
      MeterRegistry meters)
      throws IOException {
    this(
        detector,
        new PathParts(topics, registryUrl),
        bootstrapServers,
        state,
        others,
        meters,
        new CommittedCounts());
  }

  private RunningPath(
      Detector detector,
      PathParts parts,
      String bootstrapServers,
      Path state,
      Map<String, String> others,
      MeterRegistry meters,
      CommittedCounts counts)
      throws IOException {
    this(
        detector,
        parts,
        bootstrapServers,
        state,
        others,
        new FrameMetrics(meters, InstantSource.system(), 100, counts),
        meters,
        counts);
  }

  RunningPath(
      Detector detector,
      PathParts parts,
      String bootstrapServers,
      Path state,
      Map<String, String> others,
      FrameObserver observer,
      MeterRegistry meters)
      throws IOException {
    this(detector, parts, bootstrapServers, state, others, observer, meters, new CommittedCounts());
  }

  /**
   * @param others settings of Kafka Streams that shall differ from the application's
   */
  RunningPath(
      Detector detector,
      PathParts parts,
      String bootstrapServers,
      Path state,
      Map<String, String> others,
      FrameObserver observer,
      MeterRegistry meters,
      KafkaClientSupplier clients)
      throws IOException {
    Topics topics = parts.topics;
    Map<String, Object> settings = applicationSettings();
    settings.putAll(others);
    settings.put("application.id", topics.prefix() + "path");
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("state.dir", state.toString());
    settings.put("errors.dead.letter.queue.topic.name", topics.deadLetters().name());
    Properties properties = new Properties();
    properties.putAll(settings);
    this.named = settings.containsKey("group.instance.id");
    this.streams =
        new KafkaStreams(
            parts
                .path(
                    detector,
                    new LiveExplainer()::explain,
                    InstantSource.system(),
                    observer,
                    meters)
                .topology(settings),
            properties,
            clients);
    streams.setUncaughtExceptionHandler(new ThreadReplacement(meters));
    streams.setStateListener((now, before) -> states.add(now));
    streams.start();
  }

  void awaitRunning(Duration patience) {
    await().atMost(patience).until(() -> streams.state() == KafkaStreams.State.RUNNING);
  }

  /** All states so far, in their order. */
  List<KafkaStreams.State> states() {
    return List.copyOf(states);
  }

  /** How many partitions it works on. */
  int partitions() {
    return streams.metadataForLocalThreads().stream()
        .mapToInt(thread -> thread.activeTasks().size())
        .sum();
  }

  static Map<String, Object> applicationSettings() throws IOException {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addSystemSources()
            .withSources(
                new PropertiesConfigSource(
                    RunningPath.class.getResource("/application.properties"), 250))
            .build();
    Map<String, Object> settings = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> settings.put(name.substring(PREFIX.length()), value));
      }
    }
    return settings;
  }

  @Override
  public void close() {
    streams.close(StreamsShutdown.options(named, Duration.ofSeconds(10)));
  }
}
