package io.eigencam.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.standalone.StandaloneKafka;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TopicCreationTest {
  private final Topics topics = Topics.withPrefix("c" + UUID.randomUUID() + ".");
  private final Admin admin = StandaloneKafka.shared().admin();

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldCreateWhatIsMissingAndLeaveWhatIsThere() throws Exception {
    List<TopicState> first = new TopicCreation(admin, 3, 1).ensure(topics.all());
    List<TopicState> second = new TopicCreation(admin, 7, -1).ensure(topics.all());

    assertEquals(
        topics.all().stream().map(t -> new TopicState(t.name(), true, 3, List.of())).toList(),
        first);
    assertEquals(
        topics.all().stream().map(t -> new TopicState(t.name(), false, 3, List.of())).toList(),
        second);
    Config config = config(topics.cameraFrames().name());
    assertEquals("delete", config.get("cleanup.policy").value());
    assertEquals("8454144", config.get("max.message.bytes").value());
    assertEquals("21600000", config.get("retention.ms").value());
    assertEquals(
        Long.toString(Long.MAX_VALUE), config.get("message.timestamp.before.max.ms").value());
    assertEquals("3600000", config.get("message.timestamp.after.max.ms").value());
  }

  private Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get(60, TimeUnit.SECONDS).get(resource);
  }

  @Test
  void shouldSayThatAnExistingTopicIsUnfit() throws Exception {
    String name = topics.cameraFrames().name();
    admin
        .createTopics(
            List.of(
                new NewTopic(name, 1, (short) 1)
                    .configs(
                        Map.of(
                            "max.message.bytes", "1000",
                            "message.timestamp.before.max.ms", "5000",
                            "cleanup.policy", "compact"))))
        .all()
        .get(60, TimeUnit.SECONDS);

    TopicState state = new TopicCreation(admin, 1, 1).ensure(List.of(topics.cameraFrames())).get(0);

    assertEquals(3, state.problems().size(), state.problems().toString());
    assertTrue(
        state.problems().get(0).contains("up to 1000 bytes but needs 8454144"),
        state.problems().get(0));
    assertTrue(state.problems().get(1).contains("older than 5000 ms"));
    assertTrue(state.problems().get(2).contains("cleanup.policy=compact"));
  }

  @Test
  void shouldBearSeveralAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<List<TopicState>> creation =
          () -> new TopicCreation(admin, 2, 1).ensure(topics.all());
      long created = 0;
      for (Future<List<TopicState>> done :
          threads.invokeAll(List.of(creation, creation, creation, creation))) {
        created += done.get().stream().filter(TopicState::created).count();
      }

      assertEquals(topics.all().size(), created, "each by one of them");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldSayWhatTheClusterRefuses() {
    KafkaException refused =
        assertThrows(
            KafkaException.class, () -> new TopicCreation(admin, 1, 3).ensure(topics.all()));

    assertTrue(
        String.valueOf(refused.getMessage()).contains(topics.cameraFrames().name()),
        refused.getMessage());
    assertTrue(String.valueOf(refused.getMessage()).contains("eplication"), refused.getMessage());
  }

  @Test
  void shouldRefuseNumbersThatMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new TopicCreation(admin, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new TopicCreation(admin, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new TopicCreation(admin, 1, 40_000));
  }
}
