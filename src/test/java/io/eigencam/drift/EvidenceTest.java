package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
  private static final double ENVELOPE = 0.1;
  private static final int HOUR = 120; // blocks

  /** A block's scores. */
  private interface Scores {
    void fill(long block, double[] scores, Random random);
  }

  private static final Scores INDEPENDENT =
      (block, scores, random) -> {
        for (int j = 0; j < scores.length; j++) {
          scores[j] = score(ENVELOPE, random);
        }
      };

  private static final Scores IDENTICAL =
      (block, scores, random) -> Arrays.fill(scores, score(ENVELOPE, random));

  private static final Scores REGIMES =
      (block, scores, random) -> {
        double mean = block / HOUR % 2 == 0 ? ENVELOPE : ENVELOPE / 5;
        for (int j = 0; j < scores.length; j++) {
          scores[j] = score(mean, random);
        }
      };

  /** As {@link #INDEPENDENT} on average, but twice too high every other hour. */
  private static final Scores AVERAGED =
      (block, scores, random) -> {
        double mean = block / HOUR % 2 == 0 ? 2 * ENVELOPE : 0;
        for (int j = 0; j < scores.length; j++) {
          scores[j] = score(mean, random);
        }
      };

  @ParameterizedTest
  @CsvSource({"13, 500", "46, 500", "18, 5000"})
  void shouldKeepTheBudgetWhereEveryScoreIsAtItsBound(int streams, double threshold) {
    assertKept(threshold, gap(INDEPENDENT, streams, threshold));
  }

  @ParameterizedTest
  @CsvSource({"13, 500", "46, 500", "18, 5000"})
  void shouldKeepTheBudgetWhereAllStreamsAreTheSame(int streams, double threshold) {
    assertKept(threshold, gap(IDENTICAL, streams, threshold));
  }

  @ParameterizedTest
  @CsvSource({"13, 500", "46, 500", "18, 5000"})
  void shouldKeepTheBudgetWhereQuietAndBusyHoursAlternate(int streams, double threshold) {
    assertKept(threshold, gap(REGIMES, streams, threshold));
  }

  @ParameterizedTest
  @CsvSource({"13, 500", "46, 500", "18, 5000"})
  void shouldBreakTheBudgetWhereTheEnvelopeIsAnAverage(int streams, double threshold) {
    double gap = gap(AVERAGED, streams, threshold);
    assertTrue(gap < threshold / 2, () -> "mean gap " + gap + " at " + threshold);
  }

  private static void assertKept(double threshold, double gap) {
    assertTrue(gap >= threshold, () -> "mean gap " + gap + " at " + threshold);
  }

  private static double score(double mean, Random random) {
    return random.nextDouble() < mean ? 1 : 0;
  }

  /** Blocks per alarm, over some 80 alarms of the worst case that is allowed. */
  private static double gap(Scores source, int streams, double threshold) {
    Random random = new Random(7);
    Evidence evidence = new Evidence(streams);
    double[] envelopes = new double[streams];
    Arrays.fill(envelopes, ENVELOPE);
    double[] scores = new double[streams];
    long blocks = (long) (120 * threshold);
    int alarms = 0;
    for (long block = 0; block < blocks; block++) {
      source.fill(block, scores, random);
      evidence.bet(scores, envelopes);
      if (evidence.mean() >= threshold) {
        alarms++;
        evidence.reset();
      }
    }
    return (double) blocks / alarms;
  }

  @ParameterizedTest
  @CsvSource({
    "0.10, 2880, 7", "0.10, 20160, 8", "0.10, 86400, 9", "0.10, 864000, 10",
    "0.20, 2880, 10", "0.20, 20160, 12", "0.20, 86400, 13", "0.20, 864000, 15",
    "0.30, 2880, 14", "0.30, 20160, 16", "0.30, 86400, 18", "0.30, 864000, 21",
    "0.40, 2880, 19", "0.40, 20160, 22", "0.40, 86400, 24", "0.40, 864000, 28"
  })
  void shouldAlarmSoonWhereOneStreamIsSaturated(double envelope, double threshold, int blocks) {
    assertEquals(blocks, blocksToAlarm(18, envelope, threshold), 1, "of a layer's 18");
    assertEquals(blocks, blocksToAlarm(46, envelope, threshold), 1, "of three layers' 46");
  }

  @Test
  void shouldNotAlarmBeforeTheSeventhBlockWhateverHappens() {
    Evidence evidence = new Evidence(18);
    double[] scores = new double[18];
    Arrays.fill(scores, 1);
    double[] envelopes = new double[18];
    Arrays.fill(envelopes, ENVELOPE);
    for (int block = 0; block < 6; block++) {
      evidence.bet(scores, envelopes);
      assertTrue(evidence.mean() < 86_400, "block " + block + ": " + evidence.mean());
    }
  }

  @Test
  void shouldPauseAStreamWithoutAScore() {
    // Given
    Evidence evidence = new Evidence(2);
    double[] envelopes = {0.1, 0.1};
    evidence.bet(new double[] {1, 1}, envelopes);
    double before = evidence.mean();

    // When
    evidence.bet(new double[] {Double.NaN, Double.NaN}, envelopes);
    double paused = evidence.mean();
    evidence.bet(new double[] {Double.NaN, 1}, envelopes);

    // Then
    assertEquals(before, paused);
    assertTrue(evidence.share(1) > evidence.share(0));
    assertEquals(1, evidence.share(0) + evidence.share(1), 1e-12);
  }

  @Test
  void shouldGoOnToTheSameBitsAfterBeingStored() {
    Evidence evidence = new Evidence(3);
    double[] envelopes = {0.1, 0.2, 0.3};
    evidence.bet(new double[] {0.3, 1, Double.NaN}, envelopes);
    StateOutput out = new StateOutput();
    evidence.write(out);
    Evidence read = Evidence.read(new StateInput(out.toByteArray()), 3);

    evidence.bet(new double[] {0.7, 0, 0.1}, envelopes);
    read.bet(new double[] {0.7, 0, 0.1}, envelopes);

    assertEquals(evidence.mean(), read.mean());
  }

  @Test
  void shouldShowAHundredPercentWhereTheAlarmRings() {
    assertEquals(100, Evidence.percent(86_400, 86_400), 1e-9);
    assertEquals(0, Evidence.percent(0, 86_400));
    assertEquals(50, Evidence.percent(Math.sqrt(86_401) - 1, 86_400), 1e-9);
  }

  private static int blocksToAlarm(int streams, double envelope, double threshold) {
    Evidence evidence = new Evidence(streams);
    double[] scores = new double[streams];
    scores[0] = 1;
    double[] envelopes = new double[streams];
    Arrays.fill(envelopes, envelope);
    int blocks = 0;
    while (evidence.mean() < threshold) {
      evidence.bet(scores, envelopes);
      blocks++;
    }
    return blocks;
  }
}
