package io.eigencam.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.audit.Finding.Kind;
import io.eigencam.message.FrameStatus;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.RecordPosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FrameLedgerTest {
  private static final String FRAMES = "camera-frames";
  private static final WorkDone ALL_DONE = new WorkDone(Map.of(0, 1000L, 1, 1000L));

  private FrameLedger ledger = ledger(0, true, ALL_DONE);
  private long results;

  @Test
  void shouldHoldWhereEveryFrameHasItsResult() {
    // Given
    frames("left", 0, 0, 3);
    frames("right", 1, 0, 1);

    // When
    result("left", 0, FrameStatus.ANALYZED);
    result("left", 1, FrameStatus.SHED);
    result("left", 2, FrameStatus.REJECTED);
    result("right", 0, FrameStatus.ANALYZED);
    letter("left", 2);
    AuditReport report = ledger.close(Set.of(), List.of());

    // Then
    assertTrue(report.holds(), report::toString);
    assertEquals(
        new CameraAccount("left", 3, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), report.cameras().get(0));
    assertEquals(
        new CameraAccount("right", 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), report.cameras().get(1));
    assertEquals(new CameraAccount("", 4, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), report.total());
    assertEquals(List.of(), report.findings());
  }

  @Test
  void shouldNameAFrameWithoutAResult() {
    frames("left", 0, 0, 3);
    result("left", 0, FrameStatus.ANALYZED);
    result("left", 2, FrameStatus.ANALYZED);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(1, report.total().missing());
    assertFinding(report, Kind.MISSING, new RecordPosition(FRAMES, 0, 1));
  }

  @Test
  void shouldNotHoldWhereFramesWereDeletedBeforeTheirTurn() {
    assertEquals(40, new WorkDone(Map.of(0, 60L)).unreadBefore(0, 100));
    assertEquals(0, new WorkDone(Map.of(0, 100L)).unreadBefore(0, 100), "all were worked on");
    assertEquals(0, new WorkDone(Map.of(1, 60L)).unreadBefore(0, 100), "nothing was begun");
    assertEquals(0, WorkDone.unknown().unreadBefore(0, 100));

    ledger.deletedUnread(0, 60, 40);
    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(40, report.deletedUnread());
    assertFinding(report, Kind.DELETED_UNREAD, new RecordPosition(FRAMES, 0, 60));
  }

  @Test
  void shouldNameASecondResult() {
    frames("left", 0, 0, 2);
    result("left", 0, FrameStatus.ANALYZED);
    result("left", 1, FrameStatus.ANALYZED);
    result("left", 0, FrameStatus.ANALYZED);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(1, report.total().duplicated());
    assertEquals(0, report.total().outOfOrder(), "one fault is one finding");
    assertEquals(2, report.total().analyzed());
    assertFinding(report, Kind.DUPLICATE, new RecordPosition("detections", 0, 2));
  }

  @Test
  void shouldNameAResultBehindThatOfALaterFrame() {
    frames("left", 0, 0, 3);
    result("left", 1, FrameStatus.ANALYZED);
    result("left", 0, FrameStatus.ANALYZED);
    result("left", 2, FrameStatus.ANALYZED);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(1, report.total().outOfOrder());
    assertFinding(report, Kind.OUT_OF_ORDER, new RecordPosition("detections", 0, 1));
  }

  @Test
  void shouldFollowOrderOnlyWithinAPartitionOfTheFrames() {
    frame("left", "a", 0, 7);
    frame("left", "b", 1, 3);
    result("left", "a", FrameStatus.ANALYZED, 7);
    result("left", "b", FrameStatus.ANALYZED, 3);

    assertTrue(ledger.close(Set.of(), List.of()).holds());
  }

  @Test
  void shouldNameARejectedFrameThatIsNoDeadLetter() {
    frames("left", 0, 0, 2);
    result("left", 0, FrameStatus.REJECTED);
    result("left", 1, FrameStatus.REJECTED);
    letter("left", 1);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(1, report.total().withoutDeadLetter());
    assertFinding(report, Kind.NO_DEAD_LETTER, new RecordPosition(FRAMES, 0, 0));
  }

  @Test
  void shouldKnowADeadLetterThatHasLostKeyAndIdByWhereItsFrameStood() {
    frame("left", "own-id", 0, 0);
    result("left", "own-id", FrameStatus.REJECTED, 0);
    ledger.deadLetter("unknown-camera", FRAMES + "-0-0", new RecordPosition(FRAMES, 0, 0));

    assertTrue(ledger.close(Set.of(), List.of()).holds());
  }

  @Test
  void shouldTakeADeadLetterAloneForARejection() {
    frames("left", 0, 0, 2);
    result("left", 1, FrameStatus.ANALYZED);
    letter("left", 0);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertTrue(report.holds(), report::toString);
    assertEquals(1, report.total().rejected());
  }

  @Test
  void shouldTellFramesInFlightFromLostOnesByTheGroup() {
    // Given: offsets 0 to 2 are done
    ledger = ledger(0, true, new WorkDone(Map.of(0, 3L)));
    frames("left", 0, 0, 5);
    frames("right", 1, 0, 1);

    // When
    result("left", 0, FrameStatus.ANALYZED);
    result("left", 1, FrameStatus.ANALYZED);
    AuditReport report = ledger.close(Set.of(), List.of());

    // Then
    assertEquals(3, report.total().inFlight(), "two behind, and a partition that nobody began");
    assertEquals(1, report.total().missing());
    assertFinding(report, Kind.MISSING, new RecordPosition(FRAMES, 0, 2));
  }

  @Test
  void shouldTakeWhatFollowsTheLastAnswerForInFlightWithoutAGroup() {
    ledger = ledger(0, true, WorkDone.unknown());
    frames("left", 0, 0, 5);
    result("left", 0, FrameStatus.ANALYZED);
    result("left", 2, FrameStatus.ANALYZED);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertEquals(2, report.total().inFlight());
    assertFinding(report, Kind.MISSING, new RecordPosition(FRAMES, 0, 1));
  }

  @Test
  void shouldNotTakeFramesForLostBecauseOfDeadLettersThatAreNewerThanTheResults() {
    ledger = ledger(0, true, WorkDone.unknown());
    frames("left", 0, 0, 3);
    result("left", 0, FrameStatus.ANALYZED);
    letter("left", 2);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertTrue(report.holds(), report::toString);
    assertEquals(1, report.total().inFlight());
    assertEquals(1, report.total().rejected());
  }

  @Test
  void shouldNameAResultOfNoFrame() {
    frames("left", 0, 0, 2);
    result("left", 0, FrameStatus.ANALYZED);
    result("left", "made-up", FrameStatus.ANALYZED, 1);
    result("left", 1, FrameStatus.ANALYZED);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertEquals(1, report.total().withoutFrame());
    assertFinding(report, Kind.WITHOUT_FRAME, new RecordPosition("detections", 0, 1));
    assertEquals(2, report.total().analyzed());
  }

  @Test
  void shouldLeaveResultsOfFramesOutsideAlone() {
    // Given: frames 10 to 12 of a longer stream
    ledger = ledger(10, false, ALL_DONE);
    frames("left", 0, 10, 13);

    // When
    for (int number = 8; number < 15; number++) {
      result("left", number, FrameStatus.ANALYZED);
    }
    result("right", 11, FrameStatus.ANALYZED);
    AuditReport report = ledger.close(Set.of(), List.of());

    // Then
    assertTrue(report.holds(), report::toString);
    assertEquals(3, report.total().analyzed());
    assertEquals(5, report.otherResults());
  }

  @Test
  void shouldNameAResultOfNoFrameInTheMidstOfARange() {
    ledger = ledger(10, false, ALL_DONE);
    frames("left", 0, 10, 13);
    result("left", 10, FrameStatus.ANALYZED);
    result("left", "made-up", FrameStatus.ANALYZED, 11);
    result("left", 11, FrameStatus.ANALYZED);
    result("left", 12, FrameStatus.ANALYZED);

    assertEquals(1, ledger.close(Set.of(), List.of()).total().withoutFrame());
  }

  @Test
  void shouldAnswerFramesWithEqualIdsOneByOne() {
    frame("left", "same", 0, 0);
    frame("left", "same", 0, 1);
    frame("right", "same", 0, 2);
    result("left", "same", FrameStatus.ANALYZED, 0);
    result("right", "same", FrameStatus.ANALYZED, 2);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertEquals(1, report.total().sentTwice());
    assertEquals(1, report.total().missing());
    assertFinding(report, Kind.MISSING, new RecordPosition(FRAMES, 0, 1));
  }

  @Test
  void shouldNotMistakeTheResultOfAnEarlierFrameWithTheSameId() {
    // Given: the frame was sent long before, rejected, and sent again as it was
    ledger = ledger(10, true, ALL_DONE);
    frame("left", "same", 0, 10);

    // When
    result("left", "same", FrameStatus.REJECTED, 2);
    result("left", "same", FrameStatus.ANALYZED, 10);
    AuditReport report = ledger.close(Set.of(), List.of());

    // Then
    assertTrue(report.holds(), report::toString);
    assertEquals(1, report.total().analyzed());
    assertEquals(0, report.total().rejected());
  }

  @Test
  void shouldAnswerFramesWithoutAUsableTime() {
    ledger.frame("left", "x", 0, 0, -1);
    result("left", "x", FrameStatus.ANALYZED, 77);

    assertTrue(ledger.close(Set.of(), List.of()).holds());
  }

  @Test
  void shouldNameWhatIsNoResult() {
    ledger.unreadable("left", new RecordPosition("detections", 0, 0));

    AuditReport report = ledger.close(Set.of(), List.of());

    assertFalse(report.holds());
    assertFinding(report, Kind.UNREADABLE, new RecordPosition("detections", 0, 0));
  }

  @Test
  void shouldListTheFirstFindingsAndCountAll() {
    ledger = new FrameLedger(List.of(range(0, 0)), true, ALL_DONE, 10_000, 3);
    frames("left", 0, 0, 1000);

    AuditReport report = ledger.close(Set.of(), List.of());

    assertEquals(1000, report.total().missing());
    assertEquals(List.of(0L, 1L, 2L), offsets(report));
    assertEquals(997, report.findingsLeftOut());
  }

  @Test
  void shouldRememberManyFrames() {
    ledger = new FrameLedger(List.of(range(0, 0)), true, ALL_DONE, 200_000, 100);
    frames("left", 0, 0, 200_000);
    for (int number = 0; number < 200_000; number++) {
      if (number != 777 && number != 500) {
        result("left", number, FrameStatus.ANALYZED);
      }
    }

    AuditReport report = ledger.close(Set.of(), List.of());

    assertEquals(List.of(500L, 777L), offsets(report));
    assertEquals(199_998, report.total().analyzed());
  }

  @Test
  void shouldSayThatItCannotRememberMore() {
    ledger = new FrameLedger(List.of(range(0, 0)), true, ALL_DONE, 10, 100);
    frames("left", 0, 0, 10);

    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> frames("left", 0, 10, 11));

    assertTrue(refusal.getMessage().contains("--from"), refusal.getMessage());
  }

  @Test
  void shouldPutManyCamerasIntoOneRow() {
    int cameras = FrameLedger.MOST_CAMERAS + 5;
    for (int number = 0; number < cameras; number++) {
      frame("camera-" + number, "id", 0, number);
      result("camera-" + number, "id", FrameStatus.ANALYZED, number);
    }

    AuditReport report = ledger.close(Set.of(), List.of());

    assertEquals(FrameLedger.MOST_CAMERAS + 1, report.cameras().size());
    assertEquals(cameras, report.total().analyzed());
    assertTrue(report.holds(), report::toString);
  }

  private static FrameLedger ledger(long begin, boolean openEnd, WorkDone work) {
    return new FrameLedger(
        List.of(range(0, begin), range(1, begin)), openEnd, work, 1_000_000, 100);
  }

  private static PartitionRange range(int partition, long begin) {
    return new PartitionRange(new TopicPartition(FRAMES, partition), 0, begin, 1_000_000);
  }

  /** Frames from one offset to before another, which are their ids and times as well. */
  private void frames(String camera, int partition, int from, int to) {
    for (int number = from; number < to; number++) {
      frame(camera, Integer.toString(number), partition, number);
    }
  }

  private void frame(String camera, String id, int partition, long offset) {
    ledger.frame(camera, id, partition, offset, offset);
  }

  private void result(String camera, int number, FrameStatus status) {
    result(camera, Integer.toString(number), status, number);
  }

  private void result(String camera, String id, FrameStatus status, long ingested) {
    ledger.result(camera, id, status, ingested, new RecordPosition("detections", 0, results++));
  }

  private void letter(String camera, int number) {
    ledger.deadLetter(camera, Integer.toString(number), new RecordPosition(FRAMES, 0, number));
  }

  private static List<Long> offsets(AuditReport report) {
    return report.findings().stream().map(finding -> finding.position().offset()).toList();
  }

  private static void assertFinding(AuditReport report, Kind kind, RecordPosition position) {
    assertEquals(
        List.of(kind + " " + position),
        report.findings().stream().map(f -> f.kind() + " " + f.position()).toList());
  }
}
