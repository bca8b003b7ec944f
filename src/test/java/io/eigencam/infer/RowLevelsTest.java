package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.frame.Box;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.ScoreGrid;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLevelsTest {
  private static final List<AnchorLevel> LEVELS =
      List.of(new AnchorLevel("p3", 8, 4, 4, 0), new AnchorLevel("p4", 16, 2, 2, 16));
  private static final Box BOX = new Box(8, 8, 24, 24);

  private final float[] fine = new float[16];
  private final float[] coarse = new float[4];

  @Test
  void shouldNameTheLevelWithACellOfThatScoreInTheBox() {
    fine[2 * 4 + 2] = 0.7f;
    coarse[0] = 0.6f;

    assertEquals("p3", ofBest().of(BOX, 0.7f, 0));
    assertEquals("p3", ofBest().of(BOX, 0.700001f, 0));
    assertEquals("p4", ofBest().of(BOX, 0.6f, 0));
    assertEquals("", ofBest().of(BOX, 0.65f, 0));
  }

  @Test
  void shouldNotLookOutsideTheBox() {
    fine[0] = 0.7f;

    assertEquals("", ofBest().of(new Box(17, 17, 31, 31), 0.7f, 0));
  }

  @Test
  void shouldNotGuessBetweenLevels() {
    fine[2 * 4 + 2] = 0.7f;
    coarse[3] = 0.7f;

    assertEquals("", ofBest().of(BOX, 0.7f, 0));
  }

  /** An end-to-end head may list a cell's second-best class. */
  @Test
  void shouldPreferTheScoresOfTheRowsOwnClass() {
    fine[2 * 4 + 2] = 0.7f;
    float[] classes = new float[2 * 4];
    classes[2 * 3 + 1] = 0.7f;
    ClassScores scores =
        new ClassScores(
            2,
            List.of(
                new ClassScores.Level(8, 4, 4, new float[32], 0, 1, 2),
                new ClassScores.Level(16, 2, 2, classes, 0, 1, 2)));
    RowLevels levels = new RowLevels(LEVELS, ofGrids(), scores);

    assertEquals("p4", levels.of(BOX, 0.7f, 1));
    assertEquals("", levels.of(BOX, 0.7f, 0));
  }

  @Test
  void shouldKnowNothingWithoutScores() {
    assertEquals("", new RowLevels(LEVELS, List.of(), null).of(BOX, 0.7f, 0));
  }

  private RowLevels ofBest() {
    return new RowLevels(LEVELS, ofGrids(), null);
  }

  private List<ScoreGrid> ofGrids() {
    return List.of(new ScoreGrid(8, 4, 4, fine), new ScoreGrid(16, 2, 2, coarse));
  }
}
