package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.HeadLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NaN and infinities never leave the step. */
class NotFiniteAnswerTest {
  private static final InputPixels PIXELS = new InputPixels(1, 1);
  private static final List<AnchorLevel> LEVELS = List.of(new AnchorLevel("p3", 8, 4, 4, 0));

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRejectScores(float bad) {
    // At the first and the last class, at an anchor that would win and at one that would not
    for (int row : new int[] {4, 6}) {
      for (int anchor : new int[] {0, 15}) {
        float[] output = rawOutput();
        output[row * 16 + anchor] = bad;
        assertRejected("class score", output);
      }
    }
  }

  @Test
  void shouldRejectAnAnchorWithoutAnyScore() {
    float[] output = rawOutput();
    for (int row = 4; row < 7; row++) {
      output[row * 16 + 3] = Float.NEGATIVE_INFINITY;
    }
    assertRejected("class score", output);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldRejectBoxes(float bad) {
    for (int row = 0; row < 4; row++) {
      float[] output = rawOutput();
      output[row * 16] = bad;
      assertRejected("a box", output);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRejectRows(float bad) {
    for (int value = 0; value < 6; value++) {
      float[] rows = {1, 1, 2, 2, 0.9f, 0, 0, 0, 0, 0, 0, 0};
      rows[value] = bad;
      RowHead head =
          new RowHead(
              new HeadLayout(HeadLayout.Kind.ROWS, 3, 0, 2), PIXELS, DetectorSettings.defaults());
      assertEquals(
          RejectionReason.INVALID_ACTIVATION,
          assertThrows(FrameRejected.class, () -> head.read(rows)).reason());
    }
  }

  @Test
  void shouldRejectActivations() {
    // Given one cell with NaN: it is in every entry of its row of the Gram matrix
    FeatureTensor layer = new FeatureTensor("p5", "layer:0", 8, 4, 4, 2);
    AnswerReader reader =
        new AnswerReader(
            new DetectionReader(rawHead(), LEVELS, List.of(), List.of("cell"), 10, false),
            List.of(layer));
    LiveAnswer answer =
        new LiveAnswer(
            Map.of(
                LiveGraph.MAIN_KEY,
                tensor(rawOutput(), 1, 7, 16),
                LiveGraph.PICTURE_SIZE_KEY,
                tensor(new float[] {32, 32}, 2),
                LiveGraph.activationKey("p5"),
                tensor(new float[32], 1, 4, 4, 2),
                LiveGraph.meanKey("p5"),
                tensor(new float[2], 1, 2),
                LiveGraph.gramKey("p5"),
                tensor(new float[] {1, Float.NaN, Float.NaN, Float.NaN}, 2, 2)));

    // When
    FrameRejected rejected =
        assertThrows(
            FrameRejected.class,
            () -> reader.read(answer, Letterbox.fit(new PictureSize(32, 32), 32, 32)));

    // Then
    assertEquals(RejectionReason.INVALID_ACTIVATION, rejected.reason());
    assertTrue(rejected.text().contains("layer p5"), rejected.text());
  }

  private static LiveAnswer.Tensor tensor(float[] values, long... shape) {
    return new LiveAnswer.Tensor(shape, values);
  }

  /** 4 x 4 anchors, three classes; the first anchor speaks. */
  private static float[] rawOutput() {
    float[] output = new float[7 * 16];
    Arrays.fill(output, 0.1f);
    output[4 * 16] = 0.9f;
    return output;
  }

  private static AnchorHead rawHead() {
    return new AnchorHead(
        new HeadLayout(HeadLayout.Kind.RAW, 3, 0, 16), LEVELS, PIXELS, DetectorSettings.defaults());
  }

  private static void assertRejected(String what, float[] output) {
    FrameRejected rejected = assertThrows(FrameRejected.class, () -> rawHead().read(output));
    assertEquals(RejectionReason.INVALID_ACTIVATION, rejected.reason());
    assertTrue(rejected.text().contains(what), rejected.text());
  }
}
