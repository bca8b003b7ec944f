package io.eigencam.command;

import io.eigencam.config.RegistryConfig;
import io.eigencam.config.RegistryProperties;
import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at Kafka and the registry before the service starts, so that a wrong address or a missing
 * topic is one clear line instead of a service that waits.
 */
final class Surroundings {
  private final Map<String, Object> kafka;
  private final RegistryConfig registry;
  private final Path state;
  private final Topics topics;

  Surroundings(ServiceSettings settings, Topics topics) {
    this.kafka = new HashMap<>(settings.kafka());
    // Kafka's own minute is long for somebody who mistyped an address.
    kafka.putIfAbsent("default.api.timeout.ms", "15000");
    kafka.putIfAbsent("request.timeout.ms", "10000");
    this.registry = settings.eigencam().registry();
    this.state = Path.of(settings.text("kafka-streams.state.dir"));
    this.topics = topics;
  }

  /**
   * @throws IOException if something is away or missing; the message says what to do
   */
  void check() throws IOException, InterruptedException {
    checkState();
    checkTopics();
    if (registry.serializer().isEmpty()) {
      checkRegistry();
    }
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

  private void checkTopics() throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    try (Admin admin = Admin.create(kafka)) {
      List<String> names = topics.ofFrames().stream().map(Topic::name).toList();
      for (Map.Entry<String, ? extends KafkaFuture<?>> topic :
          admin.describeTopics(names).topicNameValues().entrySet()) {
        try {
          topic.getValue().get();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          if (!(cause instanceof UnknownTopicOrPartitionException)) {
            throw unreachable(cause);
          }
          missing.add(topic.getKey());
        }
      }
    } catch (KafkaException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "Kafka at %s has no topic %s: create them with 'eigencam topics create%s'"
              .formatted(
                  kafka.get("bootstrap.servers"),
                  String.join(", ", missing),
                  topics.prefix().isEmpty() ? "" : " --prefix " + topics.prefix()));
    }
  }

  private IOException unreachable(Throwable cause) {
    String address = String.valueOf(kafka.get("bootstrap.servers"));
    return new IOException(
        cause instanceof TimeoutException
            ? "no Kafka answers at %s: start it, or name another with --bootstrap-server"
                .formatted(address)
            : "Kafka at %s cannot be used: %s".formatted(address, cause.getMessage()),
        cause);
  }

  /** Registers what is missing, if that is allowed, so that nothing incompatible is found later. */
  private void checkRegistry() {
    RegistryClient client =
        new RegistryClient(RegistrySettings.from(RegistryProperties.of(kafka, registry)));
    if (registry.autoRegister()) {
      MessageSchemas.register(client, topics);
    } else {
      MessageSchemas.find(client, topics);
    }
  }
}
