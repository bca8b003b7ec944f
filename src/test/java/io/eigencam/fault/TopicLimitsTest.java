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
    // When twelve records were under way before the first refusal was heard of
    for (int i = 0; i < 12; i++) {
      TopicLimits.refused(record(1_500_000));
    }

    // Then
    assertEquals(1_000_000, TopicLimits.of(topic));
  }

  @Test
  void shouldFallWithEveryRecordThatItWouldHaveLetThrough() {
    TopicLimits.refused(record(1_500_000));

    long again = TopicLimits.refused(record(900_000));

    assertTrue(again <= 450_000, again + " bytes");
  }

  private ProducerRecord<byte[], byte[]> record(int bytes) {
    return new ProducerRecord<>(topic, new byte[0], new byte[bytes]);
  }
}
