package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eigencam.frame.Box;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.ScoreTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two classes on a level of four cells and one of a single cell. */
class ScoreTargetsTest {
  private static final Letterbox LETTERBOX = Letterbox.fit(new PictureSize(64, 64), 64, 64);

  private static final ClassScores SCORES =
      new ClassScores(
          2,
          List.of(
              new ClassScores.Level(
                  32, 2, 2, new float[] {0.1f, 0.7f, 0.3f, 0.2f, 0, 0.4f, 0.1f, 0.4f}, 0, 4, 1),
              new ClassScores.Level(64, 1, 1, new float[] {0.65f, 0.05f}, 0, 1, 2)));

  private static Inference inference(Detection... detections) {
    return new Inference(
        LETTERBOX, List.of(detections), detections.length, List.of(), List.of(), SCORES);
  }

  private static Detection detection(int classId, float confidence, int anchor) {
    return new Detection(classId, "class", confidence, new Box(0, 0, 9, 9), anchor, "");
  }

  @Test
  void shouldAddUpTheScoresOfAllDetections() {
    Inference inference = inference(detection(0, 0.7f, 1), detection(1, 0.4f, 3));

    assertEquals(
        List.of(new ScoreTarget(0, 1, 0.7f), new ScoreTarget(1, 3, 0.4f)),
        ScoreTargets.of(inference, null));
    assertEquals(List.of(new ScoreTarget(1, 3, 0.4f)), ScoreTargets.of(inference, 1));
  }

  @Test
  void shouldFindTheCellOfARowThatDoesNotName() {
    assertEquals(
        List.of(new ScoreTarget(0, 4, 0.65f)),
        ScoreTargets.of(inference(detection(0, 0.6499f, -1)), null));
  }

  @Test
  void shouldTakeTheBestCellWhereNothingWasFound() {
    assertEquals(List.of(new ScoreTarget(0, 1, 0.7f)), ScoreTargets.of(inference(), null));
    // the first of equals
    assertEquals(
        List.of(new ScoreTarget(1, 1, 0.4f)), ScoreTargets.of(inference(detection(0, 0.7f, 1)), 1));
  }

  /**
   * A flat picture in the middle of the input: the upper row of the fine level shows none of it.
   */
  @Test
  void shouldNotTakeACellOfThePadding() {
    Letterbox flat = Letterbox.fit(new PictureSize(64, 16), 64, 64);
    Inference inference = new Inference(flat, List.of(), 0, List.of(), List.of(), SCORES);

    assertEquals(List.of(new ScoreTarget(1, 3, 0.4f)), ScoreTargets.of(inference, 1));
    assertEquals(List.of(new ScoreTarget(0, 4, 0.65f)), ScoreTargets.of(inference, null));
  }

  @Test
  void shouldTakeTheProbabilityOfAClassifier() {
    Inference classified =
        new Inference(
            LETTERBOX,
            List.of(),
            0,
            List.of(),
            List.of(),
            List.of(new Classification(5, "cat", 0.9f), new Classification(2, "dog", 0.1f)),
            null,
            null);

    assertEquals(List.of(new ScoreTarget(5, 0, 0.9f)), ScoreTargets.of(classified, null));
    assertEquals(List.of(new ScoreTarget(2, 0, 0.1f)), ScoreTargets.of(classified, 2));
    assertEquals(List.of(new ScoreTarget(7, 0, null)), ScoreTargets.of(classified, 7));
  }

  @Test
  void shouldSayThatAHeadDoesNotTell() {
    Inference silent = new Inference(LETTERBOX, List.of(), 0, List.of(), List.of());

    assertThrows(IllegalArgumentException.class, () -> ScoreTargets.of(silent, null));
  }
}
