package io.eigencam.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.audit.Finding.Kind;
import io.eigencam.message.FrameStatus;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At most one dead letter for each rejected frame, and none for others. */
class UndueDeadLettersTest {
  private static final String FRAMES = "camera-frames";

  private final FrameLedger ledger =
      new FrameLedger(
          List.of(new PartitionRange(new TopicPartition(FRAMES, 0), 0, 10, 100)),
          true,
          new WorkDone(Map.of(0, 100L)),
          1000,
          100);

  @BeforeEach
  void frames() {
    ledger.frame("cam", "a", 0, 10, 1);
    ledger.frame("cam", "b", 0, 11, 2);
  }

  @Test
  void shouldNameAnAnalysedFrameThatIsADeadLetterAsWell() {
    result("a", FrameStatus.ANALYZED, 1);
    result("b", FrameStatus.ANALYZED, 2);
    letter("b", 11);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(1, report.total().undueDeadLetters());
    assertEquals(2, report.total().analyzed());
    assertFinding(report, 11);
  }

  @Test
  void shouldNameASecondDeadLetter() {
    result("a", FrameStatus.REJECTED, 1);
    letter("a", 10);
    letter("a", 10);
    letter("b", 11);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(1, report.total().undueDeadLetters());
    assertEquals(2, report.total().rejected(), "of one a letter alone tells");
    assertFinding(report, 10);
  }

  @Test
  void shouldNotCountALetterOfAnEarlierFrameWithTheSameId() {
    result("a", FrameStatus.ANALYZED, 1);
    result("b", FrameStatus.REJECTED, 2);
    letter("a", 3);
    letter("b", 11);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertTrue(report.holds(), report::toString);
  }

  private void result(String id, FrameStatus status, long ingested) {
    ledger.result("cam", id, status, ingested, new RecordPosition("detections", 0, ingested));
  }

  private void letter(String id, long offset) {
    ledger.deadLetter("cam", id, new RecordPosition(FRAMES, 0, offset));
  }

  private static void assertFinding(AuditReport report, long offset) {
    assertEquals(1, report.findings().size(), report::toString);
    Finding finding = report.findings().get(0);
    assertEquals(Kind.UNDUE_DEAD_LETTER, finding.kind());
    assertEquals(new RecordPosition(FRAMES, 0, offset), finding.position());
  }
}
