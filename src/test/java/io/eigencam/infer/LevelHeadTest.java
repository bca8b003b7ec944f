package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelHeadTest {
  private static final int CLASSES = 3;
  private static final int BINS = 4;
  private static final List<AnchorLevel> LEVELS =
      List.of(new AnchorLevel("p3", 8, 2, 3, 0), new AnchorLevel("p4", 16, 1, 2, 6));
  private static final InputPixels NORMALISED = new InputPixels(24, 16);

  private final Map<String, LiveAnswer.Tensor> tensors = new HashMap<>();
  private final LevelHead head =
      new LevelHead(CLASSES, LEVELS, NORMALISED, DetectorSettings.defaults());

  LevelHeadTest() {
    for (AnchorLevel level : LEVELS) {
      set(level, filled(level.cells() * CLASSES, -8), filled(level.cells() * 4 * BINS, 0));
    }
  }

  @Test
  void shouldDecodeTheBoxOfACellThatSpeaks() throws Exception {
    // Given class 2 in the second row's last cell, whose sides are certain of a bin each
    float[] logits = filled(6 * CLASSES, -8);
    logits[5 * CLASSES + 1] = 1;
    logits[5 * CLASSES + 2] = 2;
    float[] boxes = filled(6 * 4 * BINS, 0);
    int[] bins = {1, 0, 3, 2};
    for (int side = 0; side < 4; side++) {
      boxes[(5 * 4 + side) * BINS + bins[side]] = 50;
    }
    set(LEVELS.get(0), logits, boxes);

    // When
    HeadAnswer found = head.read(new LiveAnswer(tensors));

    // Then: the cell's centre is (20, 12), a bin is 8 pixels
    assertEquals(1, found.kept().length);
    Candidates candidates = found.candidates();
    assertEquals(2, candidates.classId(0));
    assertEquals(5, candidates.anchor(0));
    assertEquals(1 / (1 + Math.exp(-2)), candidates.score(0), 1e-6);
    assertEquals(12, candidates.box(0).x1(), 1e-5);
    assertEquals(12, candidates.box(0).y1(), 1e-5);
    assertEquals(44, candidates.box(0).x2(), 1e-5);
    assertEquals(28, candidates.box(0).y2(), 1e-5);
    assertEquals(2, found.scores().size());
    assertEquals(candidates.score(0), found.scores().get(0).best()[5]);
  }

  @Test
  void shouldTakeTheExpectationOfUncertainSides() throws Exception {
    // Given the coarse level's first cell, all bins alike: (0 + 1 + 2 + 3) / 4 cells of 16 pixels
    float[] logits = filled(2 * CLASSES, -8);
    logits[0] = 3;
    set(LEVELS.get(1), logits, filled(2 * 4 * BINS, 7));

    HeadAnswer found = head.read(new LiveAnswer(tensors));

    assertEquals(8 - 24, found.candidates().box(0).x1(), 1e-5);
    assertEquals(8 + 24, found.candidates().box(0).y2(), 1e-5);
    assertEquals(6, found.candidates().anchor(0));
  }

  @Test
  void shouldReadASingleBinAsTheDistanceItself() throws Exception {
    AnchorLevel level = LEVELS.get(1);
    float[] logits = filled(2 * CLASSES, -8);
    logits[CLASSES] = 3;
    set(level, logits, new float[] {0, 0, 0, 0, 0.25f, 0.5f, 0.75f, 1f});

    HeadAnswer found = head.read(new LiveAnswer(tensors));

    assertEquals(24 - 4, found.candidates().box(0).x1(), 1e-5);
    assertEquals(8 - 8, found.candidates().box(0).y1(), 1e-5);
    assertEquals(24 + 12, found.candidates().box(0).x2(), 1e-5);
    assertEquals(8 + 16, found.candidates().box(0).y2(), 1e-5);
  }

  @Test
  void shouldGiveTheModelsOwnOutputInItsUnits() {
    // Given all bins alike everywhere, hence boxes of 3 cells around every centre
    float[] output = head.mainOutput(new LiveAnswer(tensors));

    assertEquals((4 + CLASSES) * 8, output.length);
    // centre x of the fine cells and of the coarse ones, in shares of the input's width
    assertArrayEquals(
        new float[] {4 / 24f, 12 / 24f, 20 / 24f, 4 / 24f, 12 / 24f, 20 / 24f, 8 / 24f, 1},
        java.util.Arrays.copyOf(output, 8),
        1e-6f);
    assertEquals(24 / 24f, output[2 * 8], 1e-6f);
    assertEquals(48 / 16f, output[3 * 8 + 6], 1e-6f);
    assertEquals(1 / (1 + Math.exp(8)), output[4 * 8], 1e-9);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN})
  void shouldRejectAClassScoreThatTheMaximumPassesBy(float bad) {
    float[] logits = filled(6 * CLASSES, -8);
    logits[4] = bad;
    set(LEVELS.get(0), logits, filled(6 * 4 * BINS, 0));

    FrameRejected rejected =
        assertThrows(FrameRejected.class, () -> head.read(new LiveAnswer(tensors)));

    assertEquals(RejectionReason.INVALID_ACTIVATION, rejected.reason());
    assertTrue(rejected.text().contains("class score"), rejected.text());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRejectTheBoxOfACellThatSpeaks(float bad) {
    float[] logits = filled(2 * CLASSES, -8);
    logits[1] = 4;
    float[] boxes = filled(2 * 4 * BINS, 0);
    boxes[BINS] = bad;
    set(LEVELS.get(1), logits, boxes);

    FrameRejected rejected =
        assertThrows(FrameRejected.class, () -> head.read(new LiveAnswer(tensors)));

    assertTrue(rejected.text().contains("a box"), rejected.text());
  }

  /** A level's tensors as the live graph computes them; its maximum lets NaN pass by. */
  private void set(AnchorLevel level, float[] logits, float[] boxes) {
    int cells = level.cells();
    float[] best = new float[cells];
    float sum = 0;
    for (int cell = 0; cell < cells; cell++) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int k = 0; k < CLASSES; k++) {
        float logit = logits[cell * CLASSES + k];
        largest = logit > largest ? logit : largest;
        sum += logit;
      }
      best[cell] = (float) (1 / (1 + Math.exp(-largest)));
    }
    String name = level.name();
    tensors.put(LiveGraph.scoresKey(name), new LiveAnswer.Tensor(new long[] {cells}, best));
    tensors.put(LiveGraph.logitSumKey(name), new LiveAnswer.Tensor(new long[0], new float[] {sum}));
    tensors.put(LiveGraph.logitsKey(name), tensor(level, logits));
    tensors.put(LiveGraph.boxesKey(name), tensor(level, boxes));
  }

  private static LiveAnswer.Tensor tensor(AnchorLevel level, float[] values) {
    long channels = values.length / level.cells();
    return new LiveAnswer.Tensor(new long[] {1, level.rows(), level.columns(), channels}, values);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    java.util.Arrays.fill(values, value);
    return values;
  }
}
