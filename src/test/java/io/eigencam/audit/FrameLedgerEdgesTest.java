package io.eigencam.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.FrameStatus;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Ranges cut out of the stream of a camera that dates its frames as it likes, and empty ones. */
class FrameLedgerEdgesTest {
  private final FrameLedger ledger =
      new FrameLedger(
          List.of(new PartitionRange(new TopicPartition("camera-frames", 0), 0, 2, 1000)),
          false,
          new WorkDone(Map.of(0, 1000L)),
          1000,
          100);
  private long results;

  @Test
  void shouldTellByPlaceWhichResultsOfAnUnpunctualCameraAreOfFramesOutside() {
    // Given: times 10, 20, 5, 30, 15, 40; the range holds the third to the fifth
    frameAt(2, 5);
    frameAt(3, 30);
    frameAt(4, 15);

    // When
    long[] times = {10, 20, 5, 30, 15, 25};
    for (int number = 0; number < times.length; number++) {
      result("unpunctual-" + number, times[number]);
    }
    AuditReport report = ledger.close(Set.of(), List.of());

    // Then
    assertTrue(report.holds(), report::toString);
    assertEquals(3, report.otherResults());
  }

  @Test
  void shouldNameAResultOfNoFrameBetweenThoseOfAnUnpunctualCamera() {
    frameAt(2, 5);
    frameAt(3, 30);
    result("unpunctual-2", 5);
    result("made-up", 17);
    result("unpunctual-3", 30);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertEquals(1, report.total().withoutFrame());
    assertEquals(new RecordPosition("detections", 0, 1), report.findings().get(0).position());
  }

  private void frameAt(long offset, long time) {
    ledger.frame("left", "unpunctual-" + offset, 0, offset, time);
  }

  private void result(String id, long ingested) {
    ledger.result(
        "left", id, FrameStatus.ANALYZED, ingested, new RecordPosition("detections", 0, results++));
  }

  @Test
  void shouldProveNothingWhereThereIsNothing() {
    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.checked());
    assertFalse(report.holds());
  }

  @Test
  void shouldMissACameraThatWasAskedFor() {
    frameAt(2, 5);
    result("unpunctual-2", 5);

    AuditReport report = ledger.close(Set.of("left", "rihgt"), List.of());

    assertFalse(report.holds());
    assertEquals(List.of("rihgt"), report.absent());
  }

  @Test
  void shouldFitIntoTheMemoryThatItIsGiven() {
    for (long bytes : new long[] {1_000_000, 10_000_000, 55_555_555}) {
      long frames = FrameLedger.framesFitting(bytes);
      long slots = 2 * frames; // of 48 bytes; while it grows, a map of half as many old ones

      assertTrue(slots * FrameTable.BYTES_PER_SLOT + slots / 2 * 4 <= bytes, bytes + " bytes");
      assertTrue(frames * 220 > bytes / 2, "and does not waste more than half");
    }
  }
}
