package io.eigencam.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.ShedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MAX_AGE = Duration.ofSeconds(2);
  private static final LoadPolicy NEWEST = new LoadPolicy(true, MAX_AGE, 1, false);
  private static final LoadPolicy BLOCK = new LoadPolicy(false, MAX_AGE, 1, false);

  @ParameterizedTest(name = "captured {0} ms ago, recorded {1} ms ago: {2}")
  @CsvSource({
    "0, 0, ",
    "2000, 2000, ",
    "2001, 2001, OVERLOAD",
    "2001, 2000, LATE",
    "60000, 10, LATE",
    "60000, 5000, OVERLOAD",
    // a camera whose clock is ahead may not wait for longer than others
    "-3600000, 2001, OVERLOAD",
    "-3600000, -3600000, ",
    "3600000, -5000, LATE"
  })
  void shouldShedWhatIsTooOldAndSayWhy(long captured, long recorded, ShedReason reason) {
    FrameReference frame = frame(0, captured, recorded);

    Arrival newest = arrivals(NEWEST).judge(frame);
    Arrival block = arrivals(BLOCK).judge(frame);

    assertEquals(reason, newest.shed());
    assertEquals(reason != null, newest.late());
    assertEquals(reason != null, block.late(), "late is late, worked on or not");
    assertNull(block.shed());
  }

  @Test
  void shouldSayInWordsHowOldAFrameWas() {
    Arrival waited = arrivals(NEWEST).judge(frame(0, 3250, 3250));
    Arrival late = arrivals(NEWEST).judge(frame(0, 3250, 1000));

    assertEquals(
        "waited 3.250 s for its turn; eigencam.ingest.max-age is 2.000 s", waited.text(NEWEST));
    assertEquals(
        "captured 3.250 s before its turn, but waited only 1.000 s of it; eigencam.ingest.max-age"
            + " is 2.000 s",
        late.text(NEWEST));
  }

  @Test
  void shouldBearAnyTimeThatARecordMayHave() {
    Instant last = Instant.parse("9999-12-31T23:59:59.999Z");
    Arrivals arrivals = arrivals(new LoadPolicy(true, MAX_AGE, 1, true));

    assertNull(arrivals.judge(frame("a", 0, last, last)).shed());
    assertEquals(
        ShedReason.OVERLOAD, arrivals.judge(frame("a", 1, Instant.EPOCH, Instant.EPOCH)).shed());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void shouldExplainTheFramesWhoseNumberDivides(int every) {
    // Given: two instances, one of which comes later, as after a restart
    Arrivals first = arrivals(new LoadPolicy(false, MAX_AGE, every, false));
    Arrivals second = arrivals(new LoadPolicy(false, MAX_AGE, every, false));

    // When
    List<Long> all = taken(first, LongStream.range(0, 60));
    List<Long> later = taken(second, LongStream.range(20, 60));

    // Then
    assertEquals(LongStream.range(0, 60).filter(n -> n % every == 0).boxed().toList(), all);
    assertEquals(all.stream().filter(n -> n >= 20).toList(), later);
  }

  @Test
  void shouldExplainOneOfThreeWhateverTheNumbers() {
    // Given: a camera that numbers in steps of three, none of which divides
    Arrivals arrivals = arrivals(new LoadPolicy(false, MAX_AGE, 3, false));

    List<Long> taken = taken(arrivals, LongStream.range(0, 30).map(n -> 3 * n + 1));

    assertEquals(10, taken.size(), taken::toString);
  }

  @Test
  void shouldNotLetSheddingDecideWhichFramesAreExplained() {
    // Given: every second frame is too old
    Arrivals arrivals = arrivals(new LoadPolicy(true, MAX_AGE, 2, false));

    long explained =
        LongStream.range(0, 40)
            .mapToObj(n -> arrivals.judge(frame(n, n % 2 == 0 ? 5000 : 100, 0)))
            .filter(arrival -> arrival.shed() == null && arrival.turn().taken())
            .count();

    assertEquals(10, explained, "half of the 20 that are worked on");
  }

  @Test
  void shouldCountEachCameraByItself() {
    // Given: two cameras without numbers of their own take turns on a partition
    Arrivals arrivals = arrivals(new LoadPolicy(false, MAX_AGE, 2, false));

    for (String camera : List.of("a", "b")) {
      long first = camera.equals("a") ? 0 : 1;
      long taken =
          LongStream.range(0, 20)
              .filter(n -> arrivals.judge(frame(camera, 2 * n + first, NOW, NOW)).turn().taken())
              .count();
      assertEquals(10, taken, camera);
    }
  }

  @ParameterizedTest(name = "{0} ms: one of {1}")
  @CsvSource({
    "-1000, 3",
    "0, 3",
    "499, 3",
    "500, 6",
    "999, 6",
    "1000, 12",
    "1500, 24",
    "2000, 48",
    "100000000, 48"
  })
  void shouldExplainFewerAsFramesGrowOld(long age, int every) {
    Arrivals arrivals = arrivals(new LoadPolicy(false, MAX_AGE, 3, true));

    assertEquals(every, arrivals.judge(frame(0, age, age)).turn().every());
  }

  @Test
  void shouldNoticeWhatComesOutOfOrder() {
    Arrivals arrivals = arrivals(BLOCK);

    assertFalse(arrivals.judge(frame(7, 100, 0)).outOfOrder(), "nothing before it");
    assertFalse(arrivals.judge(frame(8, 50, 0)).outOfOrder());
    assertFalse(arrivals.judge(frame(8, 50, 0)).outOfOrder(), "the same again");
    assertFalse(arrivals.judge(frame(20, 40, 0)).outOfOrder(), "a gap");
    assertTrue(arrivals.judge(frame(19, 30, 0)).outOfOrder(), "its number");
    assertTrue(arrivals.judge(frame(21, 31, 0)).outOfOrder(), "its capture time");
    assertFalse(arrivals.judge(frame("other", 1, NOW, NOW)).outOfOrder(), "another camera");
  }

  @Test
  void shouldRememberABoundedNumberOfCameras() {
    Arrivals arrivals = arrivals(BLOCK);
    arrivals.judge(frame("first", 9, NOW, NOW));
    for (int camera = 0; camera < Arrivals.CAMERAS; camera++) {
      arrivals.judge(frame("made-up-" + camera, 9, NOW, NOW));
    }

    assertFalse(arrivals.judge(frame("first", 8, NOW, NOW)).outOfOrder(), "forgotten");
    assertTrue(arrivals.judge(frame("made-up-9", 8, NOW, NOW)).outOfOrder(), "not forgotten");
  }

  @Test
  void shouldTakeThePolicyOfTheCamera() {
    Arrivals arrivals = new Arrivals(camera -> camera.equals("live") ? NEWEST : BLOCK, () -> NOW);
    Instant old = NOW.minusSeconds(10);

    assertEquals(ShedReason.OVERLOAD, arrivals.judge(frame("live", 0, old, old)).shed());
    assertNull(arrivals.judge(frame("counting", 0, old, old)).shed());
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    assertNames("eigencam.ingest.max-age", () -> new LoadPolicy(true, Duration.ZERO, 1, false));
    assertNames(
        "eigencam.ingest.max-age", () -> new LoadPolicy(true, Duration.ofDays(366), 1, false));
    assertNames("eigencam.explain.every", () -> new LoadPolicy(true, MAX_AGE, 0, false));
    assertNames("eigencam.explain.every", () -> new LoadPolicy(true, MAX_AGE, 1_000_001, false));
  }

  private static void assertNames(String setting, Runnable making) {
    String message = assertThrows(IllegalArgumentException.class, making::run).getMessage();
    assertTrue(message.startsWith(setting), message);
  }

  private static List<Long> taken(Arrivals arrivals, LongStream numbers) {
    return numbers.filter(n -> arrivals.judge(frame(n, 0, 0)).turn().taken()).boxed().toList();
  }

  private static Arrivals arrivals(LoadPolicy policy) {
    return new Arrivals(camera -> policy, () -> NOW);
  }

  private static FrameReference frame(long number, long capturedMillisAgo, long recordedMillisAgo) {
    return frame(
        "hall-3", number, NOW.minusMillis(capturedMillisAgo), NOW.minusMillis(recordedMillisAgo));
  }

  private static FrameReference frame(
      String camera, long number, Instant captured, Instant recorded) {
    return new FrameReference(
        camera, number, "id", captured, CaptureTimeSource.HEADER, recorded, null);
  }
}
