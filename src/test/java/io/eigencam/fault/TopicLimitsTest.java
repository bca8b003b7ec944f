package io.eigencam.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicLimitsTest {
  private final String topic = "letters-" + UUID.randomUUID();

  @Test
  void shouldLearnNothingFromFurtherRecordsOfOneFlight() {
    for (int i = 0; i < 12; i++) {
      TopicLimits.refused(record(1_500_000));
    }

    assertEquals(1_000_000, TopicLimits.of(topic));

    for (int i = 0; i < 12; i++) {
      TopicLimits.refused(record(900_000));
      TopicLimits.refused(record(880_000));
    }
    assertEquals(450_000, TopicLimits.of(topic));
  }

  @Test
  void shouldFallWithEveryRecordThatItWouldHaveLetThrough() {
    long last = Long.MAX_VALUE;
    for (int bytes = 2_000_000; bytes > 0; bytes = (int) Math.min(bytes - 1, last)) {
      TopicLimits.refused(record(bytes));
      assertTrue(TopicLimits.of(topic) < bytes, "a retry must not be let through again");
      last = TopicLimits.of(topic);
    }
  }

  @Test
  void shouldFallThoughAnInterceptorAddedAHeader() {
    TopicLimits.refused(record(100_000));
    long limit = TopicLimits.of(topic);

    TopicLimits.refused(record((int) limit + 60));

    assertTrue(TopicLimits.of(topic) < limit);
  }

  private ProducerRecord<byte[], byte[]> record(int bytes) {
    return new ProducerRecord<>(topic, null, new byte[bytes]);
  }
}
