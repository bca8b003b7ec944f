package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters sent again where something stands in the way. */
@Timeout(300)
class DlqRetryOnKafkaTest extends DlqOnKafka {
  @Test
  void shouldSendNothingTwiceThoughNothingIsAnswered() throws Exception {
    // Given: the path has stopped
    Topics topics = kafka.freshTopics();
    publish(topics, 10, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 10, PATIENCE);
    }

    // When
    JsonNode some = json(run("retry", topics, "--at", "0:0-1", "--rate", "0", "--json"));
    JsonNode rest = json(run("retry", topics, "--all", "--rate", "0", "--json"));
    JsonNode none = json(run("retry", topics, "--all", "--rate", "0", "--json"));
    JsonNode known =
        json(run("retry", topics, "--all", "--group", topics.prefix() + "path", "--json"));

    // Then
    assertTrue(some.path("sent").asInt() >= 1, some::toString);
    assertEquals(10, some.path("sent").asInt() + rest.path("sent").asInt());
    assertEquals(
        List.of(0, 10), List.of(none.path("sent").asInt(), none.path("sentBefore").asInt()));
    assertEquals(0, known.path("sent").asInt(), "by the group's offsets as well");
  }

  @Test
  void shouldSendAtTheRateThatItIsGiven() throws Exception {
    Topics topics = kafka.freshTopics();
    publish(topics, 6, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 6, PATIENCE);
    }

    long start = System.nanoTime();
    run("retry", topics, "--all", "--rate", "10");

    assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() >= 500, "five pauses");
    assertEquals(2, code("retry", topics, "--all", "--rate", "-1"));
  }

  @Test
  void shouldGoOnBehindALetterThatIsTooLarge() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 1, POISON);
    publish(topics, 1, Arrays.copyOf(POISON, 50_000));
    publish(topics, 1, Arrays.copyOf(POISON, 100));
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 3, PATIENCE);
    }
    try (Admin admin = kafka.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topics.cameraFrames().name()),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", "20000"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get(20, TimeUnit.SECONDS);
    }

    // When
    int code = code("retry", topics, "--all", "--rate", "0", "--json");

    // Then
    assertEquals(1, code);
    JsonNode summary = json(out.toString());
    assertEquals(2, summary.path("sent").asInt());
    assertEquals(1, summary.path("refused").size());
    assertEquals(0, summary.path("refused").get(0).path("partition").asInt());
    assertTrue(err.toString().contains("1 of 3 dead letters were not sent"), err::toString);
  }
}
