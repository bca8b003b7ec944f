package io.eigencam.fault;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.fuzz.Damaged;
import io.eigencam.fuzz.FuzzWatch;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.HeaderNames;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dead letters whose headers somebody changed, left out or wrote twice. */
@AddLifecycleHook(FuzzWatch.class)
class StoredLetterFuzzTest {
  private static final List<String> VALUES =
      List.of(
          "UNDECODABLE",
          "decode: the picture ends too early",
          "camera-frames",
          "0",
          "17",
          "-1",
          "999999999",
          "2147483648",
          "9223372036854775807",
          "99999999999999999999",
          "io.eigencam.frame.FrameRejected",
          "2026-03-01T12:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "left-7~retry-1",
          "");

  /** A header: a known name, any value. */
  private record Told(String name, byte[] value) {}

  @Provide
  Arbitrary<List<Told>> headers() {
    List<byte[]> seeds =
        VALUES.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    return Combinators.combine(Arbitraries.of(names()), Damaged.of(seeds).injectNull(0.01))
        .as(Told::new)
        .list()
        .ofMaxSize(20);
  }

  /** All that we know. */
  private static List<String> names() {
    return Stream.of(HeaderNames.class.getFields()).map(StoredLetterFuzzTest::name).toList();
  }

  private static String name(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldBeReadAndSentAgain(
      @ForAll("headers") List<Told> told, @ForAll long timestamp, @ForAll byte[] key) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, HeaderNames.DEAD_LETTER_REASON, "UNDECODABLE");
    add(headers, HeaderNames.DEAD_LETTER_TOPIC, "camera-frames");
    add(headers, HeaderNames.DEAD_LETTER_PARTITION, "1");
    add(headers, HeaderNames.DEAD_LETTER_OFFSET, "70");
    told.forEach(header -> headers.add(header.name, header.value));

    StoredLetter letter =
        new StoredLetter(
            new ConsumerRecord<>(
                "camera-frames-dlq",
                0,
                5,
                Math.max(timestamp, -1),
                TimestampType.CREATE_TIME,
                key.length,
                3,
                key,
                new byte[] {1, 2, 3},
                headers,
                Optional.empty()));

    assertNotNull(letter.frame().id());
    assertTrue(letter.bytes() >= 0 && letter.retries() >= 0);
    assertNotNull(letter.reason());
    DeadLetterHeaders known = letter.told();
    if (known != null) {
      assertNotNull(RetryRecord.of(letter, "camera-frames", 4, 1));
    }
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
