package io.eigencam.infer;

import io.eigencam.frame.Box;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.ScoreGrid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the level that a finished row came from, which the row itself does not say: the level that
 * has a cell in the row's box with the row's score. A box is predicted from a cell inside it, and
 * its score is that cell's, number for number.
 */
final class RowLevels {
  /**
   * The sigmoid is computed once more for us, on other shapes: its last bits may differ. Scores of
   * neighbouring cells differ by far more.
   */
  private static final float SAME_SCORE = 2e-6f;

  private final List<AnchorLevel> levels;
  private final List<ScoreGrid> best;
  private final @Nullable ClassScores classScores;

  /**
   * @param levels finest first
   * @param best largest class score per cell of each of them; empty if unknown
   * @param classScores every class's score, which tell more; null if unknown
   */
  RowLevels(List<AnchorLevel> levels, List<ScoreGrid> best, @Nullable ClassScores classScores) {
    this.levels = levels;
    this.best = best;
    this.classScores = classScores;
  }

  /**
   * @param box in pixels of the model's input
   * @return the level's name; empty if none fits, or more than one
   */
  String of(Box box, float score, int classId) {
    List<ScoreGrid> grids =
        classScores != null && classId >= 0 && classId < classScores.classes()
            ? classScores.of(classId)
            : best;
    String found = "";
    for (int i = 0; i < grids.size(); i++) {
      if (holds(grids.get(i), box, score)) {
        if (!found.isEmpty()) {
          return "";
        }
        found = levels.get(i).name();
      }
    }
    return found;
  }

  /** The cell's centre may lie half a cell outside: not every head forbids it. */
  private static boolean holds(ScoreGrid grid, Box box, float score) {
    int firstRow = cell(box.y1() / grid.stride() - 1, grid.rows());
    int lastRow = cell(box.y2() / grid.stride(), grid.rows());
    int firstColumn = cell(box.x1() / grid.stride() - 1, grid.columns());
    int lastColumn = cell(box.x2() / grid.stride(), grid.columns());
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        if (Math.abs(grid.best()[row * grid.columns() + column] - score) <= SAME_SCORE) {
          return true;
        }
      }
    }
    return false;
  }

  private static int cell(float position, int count) {
    return (int) Math.max(0, Math.min(Math.ceil(position), count - 1.0));
  }
}
