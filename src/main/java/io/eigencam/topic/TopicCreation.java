package io.eigencam.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes sure that topics exist. May be run again and again, and by several at once: a topic that
 * exists is left as it is and looked at.
 */
public final class TopicCreation {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** So far behind its record the capture time of a frame may be, and records bear that. */
  private static final Duration OLD = Duration.ofDays(1);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Admin admin;
  private final int partitions;
  private final short replicationFactor;

  /**
   * @param admin stays the caller's
   * @param partitions of a new topic; one thread or replica can work on each
   * @param replicationFactor of a new topic; -1 takes the broker's default
   */
  public TopicCreation(Admin admin, int partitions, int replicationFactor) {
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic needs at least one partition, not " + partitions);
    }
    if (replicationFactor != -1 && (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the replication factor must be at least 1, or -1 for the broker's default, not "
              + replicationFactor);
    }
    this.admin = admin;
    this.partitions = partitions;
    this.replicationFactor = (short) replicationFactor;
  }

  /**
   * Creates what is missing, and returns when it can be written to.
   *
   * @return one line of the report per topic, in their order
   * @throws KafkaException when the cluster cannot be reached or refuses
   */
  public List<TopicState> ensure(Collection<? extends Topic<?, ?>> topics) {
    Map<String, KafkaFuture<Void>> creations =
        admin.createTopics(topics.stream().map(this::newTopic).toList()).values();
    List<TopicState> states = new ArrayList<>();
    for (Topic<?, ?> topic : topics) {
      states.add(
          wasCreated(topic, answerFor(topic.name(), creations))
              ? new TopicState(topic.name(), true, partitions, List.of())
              : lookAt(topic));
    }
    awaitLeaders(states.stream().filter(TopicState::created).map(TopicState::name).toList());
    return states;
  }

  /**
   * Waits until the new partitions answer. Creation ends before the brokers serve them, and a
   * producer that sends several batches right then can get stuck: should the first one be refused
   * and the second taken, the first counts as out of order from then on.
   */
  private void awaitLeaders(List<String> created) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String name : created) {
      for (int partition = 0; partition < partitions; partition++) {
        ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ends.isEmpty()) {
      try {
        await(admin.listOffsets(ends).all(), "reach the new topics " + String.join(", ", created));
        return;
      } catch (KafkaException notYet) {
        // A broker that has not heard of them says that they do not exist, and is not asked again.
        if (!(notYet.getCause() instanceof ExecutionException e
                && e.getCause() instanceof RetriableException)
            || System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private NewTopic newTopic(Topic<?, ?> topic) {
    return new NewTopic(topic.name(), partitions, replicationFactor).configs(topic.config());
  }

  private boolean wasCreated(Topic<?, ?> topic, KafkaFuture<Void> creation) {
    String what = "create topic " + topic.name();
    try {
      await(creation, what);
      return true;
    } catch (TopicExistsException e) {
      return false;
    } catch (KafkaException e) {
      if (!(e.getCause() instanceof ExecutionException execution
          && execution.getCause() instanceof InvalidConfigurationException)) {
        throw e;
      }
    }
    try {
      await(
          answerFor(
              topic.name(),
              admin.createTopics(List.of(newTopic(topic).configs(topic.configOfOld()))).values()),
          what);
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  private TopicState lookAt(Topic<?, ?> topic) {
    String name = topic.name();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config config =
        await(
            answerFor(resource, admin.describeConfigs(List.of(resource)).values()),
            "read the settings of topic " + name);
    TopicDescription description =
        await(
            answerFor(name, admin.describeTopics(List.of(name)).topicNameValues()),
            "look at topic " + name);
    int existing = description.partitions().size();
    List<String> problems = new ArrayList<>();
    int maxBytes = Integer.parseInt(config.get("max.message.bytes").value());
    if (maxBytes < topic.maxMessageBytes()) {
      problems.add(
          ("topic %s takes records of up to %d bytes but needs %d: raise max.message.bytes"
                  + " (kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config"
                  + " max.message.bytes=%d)")
              .formatted(name, maxBytes, topic.maxMessageBytes(), name, topic.maxMessageBytes()));
    }
    ConfigEntry before = config.get(Topic.TIME_BEFORE); // null from brokers that do not know it
    if (before != null && Long.parseLong(before.value()) < OLD.toMillis()) {
      problems.add(
          "topic %s takes no records that are older than %s ms: raise %s"
              .formatted(name, before.value(), Topic.TIME_BEFORE));
    }
    String cleanup = config.get("cleanup.policy").value();
    if (!cleanup.equals(topic.cleanup().configured())) {
      problems.add(
          "topic %s has cleanup.policy=%s but needs %s"
              .formatted(name, cleanup, topic.cleanup().configured()));
    }
    return new TopicState(name, false, existing, problems);
  }

  /** Kafka answers for everything that it is asked about. */
  private static <K, T> KafkaFuture<T> answerFor(K asked, Map<K, KafkaFuture<T>> answers) {
    return Objects.requireNonNull(answers.get(asked), "an answer");
  }

  private static <T> T await(KafkaFuture<T> future, String what) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof TopicExistsException exists) {
        throw exists;
      }
      if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw new KafkaException(
            "no Kafka cluster answers; check its address (cannot %s: %s)"
                .formatted(what, cause.getMessage()),
            e);
      }
      throw new KafkaException("cannot %s: %s".formatted(what, cause.getMessage()), e);
    } catch (TimeoutException e) {
      throw new KafkaException(
          "cannot %s: no answer within %d s".formatted(what, PATIENCE.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted; did not " + what, e);
    }
  }
}
