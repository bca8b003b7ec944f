package io.eigencam.health;

import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Does Kafka answer, and are our topics there with all their partitions? */
final class KafkaQuestion implements Supplier<@Nullable String>, AutoCloseable {
  private final Admin admin;
  private final String address;
  private final List<String> topics;

  /**
   * @param kafka client settings, {@code bootstrap.servers} among them
   */
  KafkaQuestion(Map<String, Object> kafka, Topics topics) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "eigencam-health");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    this.admin = Admin.create(settings);
    this.address = String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.topics = topics.ofFrames().stream().map(Topic::name).toList();
  }

  @Override
  public @Nullable String get() {
    Set<String> missing = new TreeSet<>();
    Set<String> headless = new TreeSet<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        if (topic.getValue().get().partitions().stream().anyMatch(p -> p.leader() == null)) {
          headless.add(topic.getKey());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          return e.getCause() instanceof RetriableException
              ? "no Kafka answers at " + address
              : "Kafka at %s refuses us (%s)".formatted(address, name(e.getCause()));
        }
        missing.add(topic.getKey());
      }
    }
    if (!missing.isEmpty()) {
      return "Kafka at %s has no topic %s".formatted(address, String.join(", ", missing));
    }
    return headless.isEmpty()
        ? null
        : "Kafka at %s lacks brokers for %s".formatted(address, String.join(", ", headless));
  }

  private static String name(@Nullable Throwable failure) {
    return failure == null ? "no reason given" : failure.getClass().getSimpleName();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
