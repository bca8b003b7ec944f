package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody else writes to the topic of dead letters. */
@Timeout(300)
class ForeignLettersTest extends DlqOnKafka {
  @Test
  void shouldBearWhateverStandsOnTheTopicOfDeadLetters() throws Exception {
    // Given: seeded nonsense, between it one letter that is real
    Topics topics = kafka.freshTopics();
    publish(topics, 1, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 1, PATIENCE);
    }
    Random random = new Random(17);
    List<String> names =
        List.of(
            "dead-letter-reason",
            "dead-letter-cause",
            "dead-letter-topic",
            "dead-letter-partition",
            "dead-letter-offset",
            "dead-letter-value-bytes",
            "dead-letter-timestamp",
            "dlq-retry",
            "retry-of",
            "ce_id",
            "ce_time",
            "frame-sequence");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 10_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int number = 0; number < 300; number++) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                topics.deadLetters().name(),
                0,
                number % 7 == 0 ? 0 : System.currentTimeMillis(),
                nonsense(random, 200),
                number == 150 ? new byte[8_000_000] : nonsense(random, 500));
        for (String name : names) {
          if (random.nextInt(3) > 0) {
            record.headers().add(name, headerValue(random, name, topics));
          }
        }
        producer.send(record).get();
      }
    }

    // When
    JsonNode list = json(run("list", topics, "--json"));
    String lines = run("list", topics, "--letters", "1000");
    int audited =
        execute(
            "audit",
            "--json",
            "--registry",
            kafka.registryUrl(),
            "--prefix",
            topics.prefix(),
            "--group",
            topics.prefix() + "path");
    JsonNode report = json(out.toString());
    for (int offset = 2; offset < 300; offset += 37) {
      code("show", topics, "0:" + offset);
      assertTrue(out.toString().chars().noneMatch(c -> c == 0x1b), "a terminal must not obey");
    }
    JsonNode sent =
        json(run("retry", topics, "--reason", "UNSUPPORTED_FORMAT", "--rate", "0", "--json"));
    int all = code("retry", topics, "--all", "--yes", "--rate", "0", "--json");

    // Then
    assertEquals(301, list.path("letters").asInt());
    assertTrue(lines.chars().noneMatch(c -> c == 0x1b), "a terminal must not obey");
    assertEquals(0, audited, report::toString);
    assertEquals(1, report.path("rejected").asInt());
    assertEquals(1, sent.path("sent").asInt());
    assertEquals(0, all, err::toString);
  }

  private static byte[] nonsense(Random random, int longest) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(longest)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] headerValue(Random random, String name, Topics topics) {
    return switch (random.nextInt(5)) {
      case 0 -> nonsense(random, 2_000);
      case 1 -> "\u001b[31m\u202e%s%n".formatted(name).getBytes(StandardCharsets.UTF_8);
      case 2 -> Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
      case 3 -> topics.cameraFrames().name().getBytes(StandardCharsets.UTF_8);
      default -> Integer.toString(random.nextInt(3)).getBytes(StandardCharsets.UTF_8);
    };
  }
}
