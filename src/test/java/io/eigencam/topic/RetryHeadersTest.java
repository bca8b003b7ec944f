package io.eigencam.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryHeadersTest {
  private final Headers headers = new RecordHeaders();

  @Test
  void shouldGiveEveryRetryAnIdOfItsOwnAndRememberTheFirst() {
    RetryHeaders first = RetryHeaders.after(headers, "left-7");
    first.writeTo(headers);
    RetryHeaders second = RetryHeaders.after(headers, FrameHeaders.read(headers).idAt("t", 0, 0));
    second.writeTo(headers);

    assertEquals("left-7~retry-1", first.id());
    assertEquals("left-7~retry-2", second.id());
    assertEquals("left-7~retry-2", FrameHeaders.read(headers).id());
    assertEquals(new RetryHeaders(2, "left-7"), RetryHeaders.read(headers));
  }

  @Test
  void shouldKeepALongIdReadable() {
    String longest = "x".repeat(1024);

    RetryHeaders.after(headers, longest).writeTo(headers);

    String id = FrameHeaders.read(headers).id();
    assertTrue(id != null && id.endsWith("~retry-1"), id);
    assertEquals(longest, RetryHeaders.after(headers, "other").original());
    assertEquals(id, RetryHeaders.after(new RecordHeaders(), longest).id(), "the same each time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "99999999999", "01"})
  void shouldTakeNonsenseForNoRetry(String count) {
    headers.add("dlq-retry", count.getBytes(StandardCharsets.UTF_8));
    headers.add("retry-of", "left-7".getBytes(StandardCharsets.UTF_8));

    assertNull(RetryHeaders.read(headers));
  }
}
