package io.eigencam.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.Topics;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RefusedLettersTest {
  private static final long DAY = 86_400_000;
  private static final long NOW = 20_000 * DAY;

  private final Topics topics = Topics.withPrefix(UUID.randomUUID() + ".");
  private final DeadLetterLimit limit = DeadLetterLimit.of(topics.deadLetters());

  @Test
  void shouldLeaveOutWhatHasNoKeyFirst() {
    // When: of a batch in which another letter was refused
    assertTrue(RefusedLetters.refused(letter(1, true, NOW), true));

    // Then
    assertNotNull(limit.fit(letter(1, true, NOW), NOW));
    assertNull(limit.fit(letter(2, false, NOW), NOW));
    assertEquals(NOW - DAY, limit.fit(letter(3, true, NOW - DAY), NOW).timestamp());
  }

  @Test
  void shouldGiveItsTimeOfMakingToAnOldLetterThen() {
    // When
    RefusedLetters.refused(letter(1, true, NOW), false); // an invalid timestamp

    // Then
    ProducerRecord<byte[], byte[]> old = limit.fit(letter(3, true, NOW - DAY), NOW);
    assertNotNull(old);
    assertEquals(NOW, old.timestamp());
    assertEquals(NOW - DAY, DeadLetterHeaders.timestamp(old.headers(), 0));
    assertNotNull(limit.fit(letter(2, false, NOW), NOW), "a key was not asked for");
    ProducerRecord<byte[], byte[]> young = limit.fit(letter(4, true, NOW - 5000), NOW);
    assertNotNull(young);
    assertEquals(NOW - 5000, young.timestamp());
    assertNull(young.headers().lastHeader("dead-letter-timestamp"));
  }

  @Test
  void shouldEndWhateverTheTopicRefuses() {
    int rounds = 0;
    for (long offset = 0; offset < 100; offset++) {
      while (limit.fit(letter(offset, true, NOW), NOW) != null) {
        RefusedLetters.refused(letter(offset, true, NOW), true);
        assertTrue(++rounds <= 20, "a broker that takes no letter at all is given up");
      }
    }
  }

  @Test
  void shouldNotTakeAResultForALetter() {
    ProducerRecord<byte[], byte[]> result =
        new ProducerRecord<>(topics.detections().name(), new byte[1], new byte[1]);

    for (int i = 0; i < 3; i++) {
      assertTrue(RefusedLetters.refused(result, true));
    }
    assertFalse(RefusedLetters.refused(result, true), "not the time: nothing is left to be tried");
    assertEquals(NOW, TopicTimes.of(topics.detections().name(), NOW - 1, NOW));
  }

  private ProducerRecord<byte[], byte[]> letter(long offset, boolean key, long time) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            topics.deadLetters().name(), null, time, key ? new byte[1] : null, new byte[3]);
    new DeadLetterHeaders("EMPTY", "why", topics.cameraFrames().name(), 0, offset, "X")
        .writeTo(letter.headers());
    return letter;
  }
}
