package io.eigencam.command;

import io.eigencam.config.RegistryConfig;
import io.eigencam.config.RegistryProperties;
import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.registry.RegistryUnavailableException;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at Kafka and the registry before the service starts. What can never work ends it with one
 * clear line; what may only be late is told, and the service waits: a process that ends over it
 * would be started again and again.
 */
final class Surroundings {
  private final Map<String, Object> kafka;
  private final RegistryConfig registry;
  private final Path state;
  private final Topics topics;

  Surroundings(ServiceSettings settings, Topics topics) {
    this.kafka = new HashMap<>(settings.kafka());
    // Kafka's own minute is long for somebody who mistyped an address.
    kafka.putIfAbsent("default.api.timeout.ms", "10000");
    kafka.putIfAbsent("request.timeout.ms", "5000");
    this.registry = settings.eigencam().registry();
    this.state = Path.of(settings.text("kafka-streams.state.dir"));
    this.topics = topics;
  }

  /**
   * @return what is away or missing, and what to do; empty when everything is there
   * @throws IOException if something cannot be used; the message says what to do
   */
  List<String> check() throws IOException, InterruptedException {
    checkState();
    List<String> missing = new ArrayList<>();
    checkTopics().ifPresent(missing::add);
    if (registry.serializer().isEmpty()) {
      checkRegistry().ifPresent(missing::add);
    }
    return missing;
  }

  private void checkState() throws IOException {
    try {
      Files.createDirectories(state);
    } catch (IOException e) {
      throw new IOException(
          "the topology's state cannot stand in %s (%s); name another folder: kafka-streams.state.dir"
                  .formatted(state, e)
              + " in --config, or KAFKA_STREAMS_STATE_DIR in the environment",
          e);
    }
  }

  private Optional<String> checkTopics() throws IOException, InterruptedException {
    String address = String.valueOf(kafka.get("bootstrap.servers"));
    List<String> missing = new ArrayList<>();
    try (Admin admin = Admin.create(kafka)) {
      List<String> names = topics.ofFrames().stream().map(Topic::name).toList();
      for (Map.Entry<String, ? extends KafkaFuture<?>> topic :
          admin.describeTopics(names).topicNameValues().entrySet()) {
        try {
          topic.getValue().get();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          if (cause instanceof TimeoutException) {
            return Optional.of(ConnectionFailure.explain(cause, kafka));
          }
          if (!(cause instanceof UnknownTopicOrPartitionException)) {
            throw unusable(cause);
          }
          missing.add(topic.getKey());
        }
      }
    } catch (KafkaException e) {
      throw unusable(e.getCause() == null ? e : e.getCause());
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Kafka at %s has no topic %s: create them with 'eigencam topics create%s'"
                .formatted(
                    address,
                    String.join(", ", missing),
                    topics.prefix().isEmpty() ? "" : " --prefix " + topics.prefix()));
  }

  private IOException unusable(Throwable cause) {
    return new IOException(ConnectionFailure.explain(cause, kafka), cause);
  }

  /** Registers what is missing, if that is allowed, so that nothing incompatible is found later. */
  private Optional<String> checkRegistry() {
    RegistryClient client =
        new RegistryClient(RegistrySettings.from(RegistryProperties.of(kafka, registry)));
    try {
      if (registry.autoRegister()) {
        MessageSchemas.register(client, topics);
      } else {
        MessageSchemas.find(client, topics);
      }
      return Optional.empty();
    } catch (RegistryUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
