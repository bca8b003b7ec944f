package io.eigencam.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.fault.LetterSelection.Span;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.FrameHeaders;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Dead letters as they are read: chosen, counted, and sent again. */
class StoredLetterTest {
  private static final long TIME = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final byte[] VALUE = {1, 2, 3};

  private final Headers headers = new RecordHeaders();

  @Test
  void shouldBecomeTheFrameThatItWas() {
    // Given
    add("ce_id", "left-7");
    add("x-vendor", "kept");
    StoredLetter letter = letter(0, 5, "left", VALUE, "UNDECODABLE");

    // When
    ProducerRecord<byte[], byte[]> again = RetryRecord.of(letter, "camera-frames", 4, TIME + 5000);

    // Then
    assertEquals("camera-frames", again.topic());
    assertEquals(3, again.partition());
    assertEquals(TIME + 5000, again.timestamp());
    assertArrayEquals("left".getBytes(StandardCharsets.UTF_8), again.key());
    assertArrayEquals(VALUE, again.value());
    assertEquals(
        Set.of("ce_id", "ce_time", "frame-sequence", "x-vendor", "dlq-retry", "retry-of"),
        Set.copyOf(
            StreamSupport.stream(again.headers().spliterator(), false).map(Header::key).toList()));
    FrameHeaders told = FrameHeaders.read(again.headers());
    assertEquals("left-7~retry-1", told.id());
    assertEquals(Instant.ofEpochMilli(TIME), told.captureTime());
    assertEquals(70, told.sequence(), "the offset where it stood");
  }

  @Test
  void shouldKeepWhatTheProducerSaid() {
    add("ce_time", "2026-03-01T11:59:59Z");
    add("frame-sequence", "12");

    ProducerRecord<byte[], byte[]> again =
        RetryRecord.of(letter(0, 5, "left", VALUE, "UNDECODABLE"), "camera-frames", 1, TIME);

    assertNull(again.partition(), "the topic has fewer partitions now");
    FrameHeaders told = FrameHeaders.read(again.headers());
    assertEquals(Instant.parse("2026-03-01T11:59:59Z"), told.captureTime());
    assertEquals(12, told.sequence());
    assertEquals("camera-frames-3-70~retry-1", told.id());
  }

  @Test
  void shouldBeChosenByEveryConditionAtOnce() {
    StoredLetter letter = letter(1, 5, "left", VALUE, "UNDECODABLE");

    assertTrue(selection(Set.of(), Set.of()).takes(letter));
    assertTrue(selection(Set.of("EMPTY", "UNDECODABLE"), Set.of("left")).takes(letter));
    assertFalse(selection(Set.of("EMPTY"), Set.of("left")).takes(letter));
    assertFalse(selection(Set.of("UNDECODABLE"), Set.of("right")).takes(letter));
    assertTrue(selection(Set.of(), Set.of(), new Span(0, 5, 5), new Span(1, 3, 5)).takes(letter));
    assertFalse(selection(Set.of(), Set.of(), new Span(0, 5, 5), new Span(1, 6, 9)).takes(letter));
  }

  @Test
  void shouldReadNoMoreThanTheChosenPlaces() {
    List<PartitionRange> all = List.of(range(0, 10, 100), range(1, 10, 100));

    assertEquals(all, selection(Set.of("EMPTY"), Set.of()).within(all));
    assertEquals(
        List.of(new PartitionRange(new TopicPartition("dlq", 1), 10, 20, 41)),
        selection(Set.of(), Set.of(), new Span(1, 40, 40), new Span(1, 20, 25)).within(all));
    assertEquals(0, selection(Set.of(), Set.of(), new Span(1, 2, 3)).within(all).get(0).length());
    assertEquals(
        0, selection(Set.of(), Set.of(), new Span(1, 200, 300)).within(all).get(0).length());
    assertEquals(List.of(), selection(Set.of(), Set.of(), new Span(7, 2, 3)).within(all));
  }

  @Test
  void shouldBeCountedByReasonAndCamera() {
    LetterTally tally = new LetterTally(2);
    tally.add(letter(0, 0, "left", VALUE, "UNDECODABLE"));
    tally.add(letter(0, 1, "left", VALUE, "UNDECODABLE"));
    add("dead-letter-value-bytes", "9000000");
    tally.add(letter(0, 2, "left", null, "TOO_LARGE"));

    assertEquals(
        List.of(
            new LetterTally.Group("UNDECODABLE", "left", 2, 6, 0, TIME, TIME + 1),
            new LetterTally.Group("TOO_LARGE", "left", 1, 9_000_000, 1, TIME + 2, TIME + 2)),
        tally.groups());
    assertEquals(
        List.of(2L, 1L), tally.newest().stream().map(line -> line.position().offset()).toList());
  }

  @Test
  void shouldBeCountedWithinBounds() {
    LetterTally tally = new LetterTally(10);
    for (int number = 0; number < LetterTally.MOST_GROUPS + 50; number++) {
      tally.add(letter(0, number, "camera-" + number, VALUE, "EMPTY"));
    }

    assertEquals(LetterTally.MOST_GROUPS + 1, tally.groups().size());
    assertEquals(50, tally.groups().get(0).letters());
    assertEquals("(further cameras)", tally.groups().get(0).camera());
    assertEquals(10, tally.newest().size());
  }

  @Test
  void shouldBeSentOnceAlthoughChosenAgain() {
    // Given
    add("ce_id", "left-7");
    StoredLetter letter = letter(0, 5, "left", VALUE, "UNDECODABLE");
    RetryPlan plan = new RetryPlan("camera-frames", false, 100);
    plan.letter(letter);
    plan.letter(letter(0, 6, "left", null, "TOO_LARGE"));
    assertTrue(plan.takes(letter.position()));
    assertEquals(1, plan.withoutValue());

    // When
    plan.result(result("left", "left-7"));
    plan.result(result("right", "left-7~retry-1"));
    assertEquals(1, plan.size());
    plan.result(result("left", "left-7~retry-1"));

    // Then
    assertEquals(0, plan.size());
    assertEquals(1, plan.done());
    assertFalse(plan.takes(letter.position()));
  }

  @Test
  void shouldKnowARetryByItsFrameOrItsDeadLetterAsWell() {
    // Given: two letters of frames with one id
    add("ce_id", "left-7");
    StoredLetter first = letter(0, 5, "left", VALUE, "UNDECODABLE");
    StoredLetter second = letter(0, 6, "left", VALUE, "UNDECODABLE");
    add("ce_id", "left-7~retry-1");
    add("retry-of", "left-7");
    add("dlq-retry", "1");
    StoredLetter ofRetry = letter(0, 7, "left", VALUE, "UNDECODABLE");
    RetryPlan plan = new RetryPlan("camera-frames", false, 100);
    for (StoredLetter letter : List.of(first, second, ofRetry)) {
      plan.stands(letter);
      plan.letter(letter);
    }

    // Then: one was sent and rejected again
    assertFalse(plan.takes(first.position()));
    assertTrue(plan.takes(second.position()));
    assertTrue(plan.takes(ofRetry.position()));

    // When: its result is no other retry
    plan.result(result("left", "left-7~retry-1"));
    assertTrue(plan.takes(second.position()));

    // When: the other was sent too, and waits
    plan.frame(record(3, 99, TIME, "left", VALUE));

    // Then
    assertFalse(plan.takes(second.position()));
    assertEquals(2, plan.done());
  }

  @Test
  void shouldRefuseToRememberMoreThanFits() {
    RetryPlan plan = new RetryPlan("camera-frames", false, 10);
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> {
              for (int number = 0; number < 11; number++) {
                add("ce_id", "left-" + number);
                plan.letter(letter(1, number, "left", VALUE, "EMPTY"));
              }
            });

    assertTrue(refusal.getMessage().contains("--from"), refusal.getMessage());
  }

  @Test
  void shouldNotBeSentToTheTopicOfAnotherPlant() {
    RetryPlan plan = new RetryPlan("plant-7.camera-frames", false, 10);
    plan.letter(letter(0, 5, "left", VALUE, "UNDECODABLE"));

    assertEquals(0, plan.size());
    assertEquals(1, plan.foreign());
  }

  @Test
  void shouldBeCountedWithinBoundsWhateverTheReasons() {
    LetterTally tally = new LetterTally(1);
    for (int number = 0; number < 5_000; number++) {
      tally.add(letter(1, number, "camera-" + number % 50, VALUE, "REASON-" + number));
    }

    assertTrue(
        tally.groups().size() <= LetterTally.MOST_GROUPS + LetterTally.MOST_REASONS + 1,
        () -> tally.groups().size() + " groups");
    assertEquals(5_000, tally.groups().stream().mapToLong(LetterTally.Group::letters).sum());
  }

  @Test
  void shouldBearHeadersThatSomebodyElseWrote() {
    StoredLetter foreign = new StoredLetter(record(0, 5, TIME, null, VALUE));

    assertEquals("FOREIGN", foreign.reason());
    assertEquals("unknown-camera", foreign.frame().cameraId());
    assertEquals(new RecordPosition("camera-frames-dlq", 0, 5), foreign.position());
    RetryPlan plan = new RetryPlan("camera-frames", true, 100);
    plan.letter(foreign);
    assertEquals(0, plan.size());
  }

  private static LetterSelection selection(
      Set<String> reasons, Set<String> cameras, Span... places) {
    return new LetterSelection(reasons, cameras, List.of(places));
  }

  private static PartitionRange range(int partition, long begin, long end) {
    return new PartitionRange(new TopicPartition("dlq", partition), begin, begin, end);
  }

  /** A letter whose time grows with its offset; its frame stood at 3@70. */
  private StoredLetter letter(
      int partition, long offset, String camera, byte[] value, String reason) {
    new DeadLetterHeaders(reason, "decode: why", "camera-frames", 3, 70, "java.lang.Exception")
        .writeTo(headers);
    return new StoredLetter(
        record(
            partition, offset, partition == 0 && offset < 5 ? TIME + offset : TIME, camera, value));
  }

  private ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, long time, String camera, byte[] value) {
    return new ConsumerRecord<>(
        "camera-frames-dlq",
        partition,
        offset,
        time,
        TimestampType.CREATE_TIME,
        0,
        0,
        camera == null ? null : camera.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(headers),
        Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> result(String camera, String id) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "detections", 0, 0, camera.getBytes(StandardCharsets.UTF_8), new byte[0]);
    record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private void add(String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
