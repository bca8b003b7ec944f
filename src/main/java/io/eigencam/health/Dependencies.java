package io.eigencam.health;

import io.eigencam.config.EigencamConfig;
import io.eigencam.config.RegistryProperties;
import io.eigencam.pipeline.ModelCalls;
import io.eigencam.pipeline.PeriodicTask;
import io.eigencam.pipeline.RegistryNeeds;
import io.eigencam.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** What frames need besides us: Kafka, the schema registry, and a model that answers. */
@Singleton
public final class Dependencies {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final KafkaQuestion kafkaQuestion;
  private final Dependency kafka;
  private final Dependency registry;
  private final Dependency model;
  private final ScheduledExecutorService threads;

  Dependencies(
      EigencamConfig config,
      Topics topics,
      ModelCalls calls,
      RegistryNeeds needs,
      MeterRegistry meters,
      @Identifier("default-kafka-broker") Map<String, Object> clients) {
    this.kafkaQuestion = new KafkaQuestion(clients, topics);
    this.kafka = new Dependency("kafka", kafkaQuestion);
    // A foreign serializer has its own way to the registry, which only it knows.
    boolean ours = config.registry().serializer().isEmpty();
    this.registry =
        new Dependency(
            "registry",
            ours
                ? new RegistryQuestion(RegistryProperties.of(clients, config.registry()), needs)
                : () -> null);
    Duration slow = config.health().slowCall();
    this.model =
        new Dependency(
            "model",
            () ->
                calls.longestRunning().compareTo(slow) > 0
                    ? "has been at one frame for more than " + slow.toSeconds() + " s"
                    : null);
    List<Dependency> all = List.of(kafka, registry, model);
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newScheduledThreadPool(
            all.size(), // one that waits for its answer does not hold up the others
            task -> {
              Thread thread = new Thread(task, "health-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (Dependency dependency : all) {
      Gauge.builder("eigencam.dependency.up", dependency, one -> one.trouble() == null ? 1 : 0)
          .description("Whether something that frames need is there: 1 or 0")
          .tag("dependency", dependency.name())
          .strongReference(true)
          .register(meters);
    }
  }

  void begin(@Observes StartupEvent event) {
    for (Dependency dependency : List.of(kafka, registry, model)) {
      PeriodicTask.schedule(threads, Duration.ZERO, PAUSE, dependency::ask);
    }
  }

  void end(@Observes ShutdownEvent event) {
    threads.shutdownNow();
    kafkaQuestion.close();
  }

  Dependency kafka() {
    return kafka;
  }

  Dependency registry() {
    return registry;
  }

  Dependency model() {
    return model;
  }
}
