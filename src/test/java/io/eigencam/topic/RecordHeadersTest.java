package io.eigencam.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeadersTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final Headers headers = new RecordHeaders();

  private void add(String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    headers.forEach(h -> texts.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return texts;
  }

  @Test
  void shouldWriteACloudEventInBinaryMode() {
    add("ce_id", "old");
    add("x-other", "stays");

    new EventHeaders(
            "id-1",
            EventHeaders.cameraSource("Kamera 3/Öst+"),
            EventHeaders.type("FrameAnalysis"),
            Instant.parse("2026-01-02T03:04:05.123456Z"),
            EventHeaders.AVRO,
            42,
            TRACE)
        .writeTo(headers);

    assertEquals(
        Map.of(
            "ce_specversion", "1.0",
            "ce_id", "id-1",
            "ce_source", "/cameras/Kamera%203%2F%C3%96st%2B",
            "ce_type", "io.eigencam.FrameAnalysis.v1",
            "ce_time", "2026-01-02T03:04:05.123456Z",
            "content-type", "application/avro",
            "frame-sequence", "42",
            "traceparent", TRACE,
            "x-other", "stays"),
        texts());
  }

  @Test
  void shouldReadWhatAProducerSaid() {
    add("ce_id", "wrong");
    add("ce_id", "id-1");
    add("ce_time", "2026-01-02T04:04:05.5+01:00");
    add("frame-sequence", "17");
    add("traceparent", TRACE);
    add("content-type", "image/jpeg");

    assertEquals(
        new FrameHeaders("id-1", Instant.parse("2026-01-02T03:04:05.5Z"), 17L, TRACE, "image/jpeg"),
        FrameHeaders.read(headers));
  }

  @Test
  void shouldDoWithoutHeaders() {
    assertEquals(new FrameHeaders(null, null, null, null, null), FrameHeaders.read(headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-02",
        "2026-13-02T03:04:05Z",
        "2026-01-02T03:04:05",
        "+999999999-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "1767323045"
      })
  void shouldIgnoreATimeThatIsNone(String time) {
    add("ce_time", time);

    assertNull(FrameHeaders.read(headers).captureTime());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "x", "9999999999999999999", "٣", " 1"})
  void shouldIgnoreASequenceThatIsNone(String sequence) {
    add("frame-sequence", sequence);

    assertNull(FrameHeaders.read(headers).sequence());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "garbage"
      })
  void shouldIgnoreATraceThatW3cForbids(String trace) {
    add("traceparent", trace);

    assertNull(FrameHeaders.read(headers).traceParent());
  }

  @Test
  void shouldIgnoreWhatIsNoShortText() {
    headers.add("ce_id", new byte[] {(byte) 0xff, (byte) 0xfe});
    headers.add("content-type", null);
    add("traceparent", "x".repeat(5000));

    assertEquals(new FrameHeaders(null, null, null, null, null), FrameHeaders.read(headers));
  }

  @ParameterizedTest
  @CsvSource({"java.io.IOException", ","})
  void shouldReadBackWhyALetterIsDead(String exceptionClass) {
    DeadLetterHeaders written =
        new DeadLetterHeaders(
            "TOO_LARGE", "9 MB, “too” large", "camera-frames", 3, 99, exceptionClass);
    written.writeTo(headers);

    assertEquals(written, DeadLetterHeaders.read(headers));
  }

  @Test
  void shouldCutALongCauseSoThatItCanBeRead() {
    new DeadLetterHeaders("R", "ä€".repeat(5000), "t", 0, 0, null).writeTo(headers);

    DeadLetterHeaders read = DeadLetterHeaders.read(headers);

    assertEquals(300, read == null ? 0 : read.cause().length());
  }

  @Test
  void shouldNotTakeOtherHeadersForADeadLetter() {
    assertNull(DeadLetterHeaders.read(headers));
    add("dead-letter-reason", "R");
    add("dead-letter-topic", "t");
    add("dead-letter-partition", "zero");
    add("dead-letter-offset", "0");
    assertNull(DeadLetterHeaders.read(headers));
  }
}
