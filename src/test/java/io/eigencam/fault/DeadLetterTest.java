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

    // When
    Headers second = letter(first, 99, RejectionReason.UNDECODABLE).headers();

    // Then
    DeadLetterHeaders told = DeadLetterHeaders.read(second);
    assertNotNull(told);
    assertEquals("UNDECODABLE", told.reason());
    assertEquals(99, told.offset());
    assertEquals("decode: it is broken", told.cause());
    assertEquals(own.toArray().length + first.toArray().length - 1, second.toArray().length);
    assertNotNull(second.lastHeader("x-vendor"));
    assertNull(own.lastHeader("dead-letter-reason"), "the record as read stays as it was");
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
