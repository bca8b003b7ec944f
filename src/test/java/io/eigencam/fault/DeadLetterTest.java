package io.eigencam.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.StepTimings;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  @Test
  void shouldTellAboutTheLastTimeWhenARecordFailsAgain() {
    // Given: a dead letter that somebody sent to the frames topic again
    Headers own = new RecordHeaders();
    own.add("x-vendor", new byte[] {1});
    Headers first = letter(own, 7, RejectionReason.INTERNAL_ERROR).headers();
    int headers = first.toArray().length;
    first.add("__streams.errors.stacktrace", new byte[] {'x'});

    // When
    Headers second = letter(first, 99, RejectionReason.UNDECODABLE).headers();

    // Then
    DeadLetterHeaders told = DeadLetterHeaders.read(second);
    assertNotNull(told);
    assertEquals("UNDECODABLE", told.reason());
    assertEquals(99, told.offset());
    assertEquals("decode: it is broken", told.cause());
    assertEquals(headers, second.toArray().length);
    assertNotNull(second.lastHeader("x-vendor"));
    assertEquals(FrameRejected.class.getName(), text(second, "__streams.errors.exception"));
    assertEquals("decode: it is broken", text(second, "__streams.errors.message"));
    assertEquals("camera-frames", text(second, "__streams.errors.topic"));
    assertEquals("2", text(second, "__streams.errors.partition"));
    assertEquals("99", text(second, "__streams.errors.offset"));
    assertNull(second.lastHeader("__streams.errors.stacktrace"), "of an earlier round");
    assertNull(own.lastHeader("dead-letter-reason"), "the record as read stays as it was");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static DeadLetter letter(Headers headers, long offset, RejectionReason reason) {
    FrameReference frame =
        new FrameReference(
            "hall-3", 1, "id", Instant.EPOCH, CaptureTimeSource.HEADER, Instant.EPOCH, null);
    return new DeadLetter(
        new SourceRecord("camera-frames", 2, offset, 0, null, null, headers),
        new FrameOutcome.Rejected(frame, null, "decode", reason, "it is broken", StepTimings.NONE),
        FrameRejected.class);
  }
}
