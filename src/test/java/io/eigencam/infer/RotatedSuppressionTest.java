package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.Box;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RotatedBox;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotatedSuppressionTest {

  /** Values of Ultralytics 8.4.190's batch_probiou. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the same,                10, 10, 40, 20, 0.5,               0.99955279",
    "a quarter turn further,  10, 10, 20, 40, 2.07079633,        0.99955279",
    "moved,                   14, 12, 40, 20, 0.5,               0.86344093",
    "turned,                  10, 10, 40, 20, 1.1,               0.71863413",
    "larger,                  10, 10, 60, 30, 0.5,               0.72264965",
    "far away,                400, 10, 40, 20, 0.5,              -0.00000005",
    "no area at all,          300, 90, 0, 0, 0.5,                -0.00000005",
  })
  void shouldMeasureOverlapAsProbIou(
      String what, float x, float y, float w, float h, float angle, double expected) {
    double overlap =
        RotatedSuppression.overlap(
            new RotatedBox(10, 10, 40, 20, 0.5f), new RotatedBox(x, y, w, h, angle));
    assertEquals(expected, overlap, 2e-6, what);
  }

  @Test
  void shouldLetADroppedBoxDropOthers() {
    // Given three boxes in a row, each overlapping its neighbour only
    Candidates candidates = new Candidates();
    candidates.add(new RotatedBox(50, 50, 40, 20, 0), 0.9f, 0, 0);
    candidates.add(new RotatedBox(56, 50, 40, 20, 0), 0.8f, 0, 1);
    candidates.add(new RotatedBox(62, 50, 40, 20, 0), 0.7f, 0, 2);
    candidates.add(new RotatedBox(56, 50, 40, 20, 0), 0.6f, 1, 3);

    // Then greedy suppression would keep the third
    assertTrue(
        RotatedSuppression.overlap(candidates.rotated(0), candidates.rotated(2)) < 0.7,
        "they do not overlap");
    assertArrayEquals(new int[] {0, 3}, RotatedSuppression.keep(candidates, 0.7));
    assertArrayEquals(new int[] {0, 1, 2, 3}, RotatedSuppression.keep(candidates, 1));
  }

  /** What is skipped because the centres are far apart would not have counted. */
  @Test
  void shouldSkipNothingThatOverlaps() {
    Random random = new Random(7);
    for (double limit : new double[] {0, 0.05, 0.3, 0.7, 0.95}) {
      Candidates candidates = new Candidates();
      for (int i = 0; i < 300; i++) {
        float size = i % 10 == 0 ? 0 : 1 + 60 * random.nextFloat();
        candidates.add(
            new RotatedBox(
                200 * random.nextFloat(),
                200 * random.nextFloat(),
                size,
                1 + 60 * random.nextFloat(),
                3 * random.nextFloat()),
            1 - i / 1000f,
            0,
            i);
      }
      int[] kept = RotatedSuppression.keep(candidates, limit);
      int[] expected =
          java.util.stream.IntStream.range(0, 300)
              .filter(
                  i ->
                      java.util.stream.IntStream.range(0, i)
                          .noneMatch(
                              j ->
                                  RotatedSuppression.overlap(
                                          candidates.rotated(j), candidates.rotated(i))
                                      > limit))
              .toArray();
      assertArrayEquals(expected, kept, "limit " + limit);
    }
  }

  @Test
  void shouldEncloseWhatIsTurned() {
    assertEquals(new Box(0, 5, 20, 15), new RotatedBox(10, 10, 20, 10, 0).enclosing());
    Box upright = new RotatedBox(10, 10, 20, 10, (float) (Math.PI / 2)).enclosing();
    assertEquals(5, upright.x1(), 1e-4f);
    assertEquals(20, upright.y2(), 1e-4f);
    Box diagonal = new RotatedBox(0, 0, 10, 10, (float) (Math.PI / 4)).enclosing();
    assertEquals(Math.sqrt(50), diagonal.x2(), 1e-4);
    // Cut off at the picture's edge, and freed of the letterbox
    Letterbox letterbox = Letterbox.fit(new PictureSize(200, 100), 100, 100);
    assertEquals(new Box(0, 30, 60, 70), letterbox.toPicture(new RotatedBox(10, 50, 40, 20, 0)));
  }
}
