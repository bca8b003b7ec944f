package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.Box;
import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What goldens cannot show: scores that say nothing, values that are no numbers, missing levels.
 */
@Timeout(120)
class ClassExplainerTest {
  private static final int SIDE = 8;
  private static final Letterbox SQUARE =
      Letterbox.fit(new PictureSize(8 * SIDE, 8 * SIDE), 8 * SIDE, 8 * SIDE);

  private final float[] activation = random(SIDE * SIDE * 6);
  private final float[] scores = new float[SIDE * SIDE];

  /** A difference of means that are equal is rounding, and must not be stretched to a map. */
  @Test
  void shouldDrawNoDifferenceWhereAllCellsScoreTheSame() throws Exception {
    Arrays.fill(scores, 0.5f);

    List<ClassMap> features = explain(inference("p3", "p3")).features();

    assertEquals(Set.of(AttentionFlag.LOW_VARIANCE), features.get(1).attention().flags());
    for (float value : features.get(1).attention().map().projection()) {
      assertEquals(0, value);
    }
    assertNull(features.get(1).shares().own());
    assertTrue(features.get(0).attention().flags().contains(AttentionFlag.SIGN_UNSURE));
  }

  @Test
  void shouldNotExplainAClassBelowTheFaintestScore() throws Exception {
    scores[9] = 0.0099f;
    assertFalse(explain(inference("p3", "p3")).scored());
    scores[9] = 0.0101f;
    assertTrue(explain(inference("p3", "p3")).scored());
  }

  @Test
  void shouldNotCountWhatTheHeadSeesInThePadding() throws Exception {
    // Given a flat picture: the first two and the last two rows of cells are padding
    Letterbox flat = Letterbox.fit(new PictureSize(64, 32), 64, 64);
    scores[0] = 0.9f;
    scores[SIDE * SIDE - 1] = 0.8f;
    scores[3 * SIDE] = 0.3f;
    ClassScores classScores =
        new ClassScores(1, List.of(new ClassScores.Level(8, SIDE, SIDE, scores, 0, 1, 1)));

    // When
    ClassExplanation explained =
        explain(new Inference(flat, List.of(), 0, List.of(), List.of(), classScores));

    // Then
    assertEquals(0.3f, explained.bestScore(), 1e-9);
  }

  @Test
  void shouldRejectActivationsThatAreNoNumbers() {
    scores[9] = 0.9f;
    Inference sound = inference("p3", "p3");
    activation[17] = Float.NaN;

    FrameRejected rejected = assertThrows(FrameRejected.class, () -> explain(sound));
    assertEquals(RejectionReason.INVALID_ACTIVATION, rejected.reason());
    FrameRejected box = assertThrows(FrameRejected.class, () -> new BoxExplainer().explain(sound));
    assertEquals(RejectionReason.INVALID_ACTIVATION, box.reason());
  }

  @Test
  void shouldRejectScoresThatAreNoNumbers() {
    scores[9] = Float.NaN;
    FrameRejected rejected =
        assertThrows(FrameRejected.class, () -> explain(inference("p3", "p3")));
    assertEquals(RejectionReason.INVALID_ACTIVATION, rejected.reason());
    assertTrue(rejected.text().contains("score"), rejected.text());
  }

  @Test
  void shouldRefuseAClassThatTheModelLacks() {
    Inference inference = inference("p3", "p3");
    Explanation nothing = new Explanation(List.of(), List.of());
    ClassExplainer explainer = new ClassExplainer();
    assertThrows(
        IllegalArgumentException.class, () -> explainer.explain(inference, nothing, 1, "one"));
    Inference withoutScores = new Inference(SQUARE, List.of(), 0, List.of(), List.of());
    assertThrows(
        IllegalArgumentException.class, () -> explainer.explain(withoutScores, nothing, 0, "zero"));
  }

  @Test
  void shouldSayWhyABoxHasNoMap() throws Exception {
    assertReason("not among the explained layers", inference("p3", "p4"));
    assertReason("cannot be known", inference("p3", ""));
    assertTrue(new BoxExplainer().explain(inference("p3", "p3")).get(0).reason().isEmpty());
  }

  private static void assertReason(String words, Inference inference) throws FrameRejected {
    BoxLocal local = new BoxExplainer().explain(inference).get(0);
    assertNull(local.attention());
    assertTrue(local.reason().contains(words), local.reason());
  }

  private static ClassExplanation explain(Inference inference) throws FrameRejected {
    Explanation nothing = new Explanation(List.of(), List.of());
    return new ClassExplainer().explain(inference, nothing, 0, "cell");
  }

  private Inference inference(String layer, String level) {
    ClassScores classScores =
        new ClassScores(1, List.of(new ClassScores.Level(8, SIDE, SIDE, scores, 0, 1, 1)));
    Detection detection = new Detection(0, "cell", 0.9f, new Box(8, 8, 40, 40), -1, level);
    return new Inference(
        SQUARE,
        List.of(detection),
        1,
        List.of(Features.of(layer, 8, SQUARE.validCells(8), activation)),
        List.of(),
        classScores);
  }

  private static float[] random(int size) {
    Random random = new Random(5);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 2 + (float) random.nextGaussian();
    }
    return values;
  }
}
