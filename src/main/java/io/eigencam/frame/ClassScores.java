package io.eigencam.frame;

import java.util.List;
import java.util.Objects;

/**
 * What the head scores for every class in every cell of every level, finest level first.
 * Probabilities, padding included.
 *
 * <p>Refers to the model's answer instead of copying it: live frames, of which nobody asks for a
 * class, pay nothing. What is asked for is copied, one class at a time.
 */
public final class ClassScores {
  private final int classes;
  private final List<Level> levels;

  /** Where the scores of one level lie in an array of the model's answer. */
  public static final class Level {
    private final int stride;
    private final int rows;
    private final int columns;
    private final float[] values;
    private final int first;
    private final int perClass;
    private final int perCell;

    /**
     * @param stride pixels of the model's input per cell
     * @param values the array; not copied
     * @param first index of class 0 in cell 0
     * @param perClass how far the next class of the same cell lies
     * @param perCell how far the next cell of the same class lies, row by row
     */
    public Level(
        int stride, int rows, int columns, float[] values, int first, int perClass, int perCell) {
      this.stride = stride;
      this.rows = rows;
      this.columns = columns;
      this.values = Objects.requireNonNull(values, "values");
      this.first = first;
      this.perClass = perClass;
      this.perCell = perCell;
    }

    private float score(int classId, int cell) {
      return values[first + classId * perClass + cell * perCell];
    }

    private ScoreGrid grid(int classId) {
      float[] scores = new float[rows * columns];
      for (int cell = 0; cell < scores.length; cell++) {
        scores[cell] = score(classId, cell);
      }
      return new ScoreGrid(stride, rows, columns, scores);
    }
  }

  /**
   * @param levels finest first
   * @throws IllegalArgumentException if an array is too short for its level
   */
  public ClassScores(int classes, List<Level> levels) {
    this.classes = classes;
    this.levels = List.copyOf(levels);
    if (classes < 1 || levels.isEmpty()) {
      throw new IllegalArgumentException("class scores need a class and a level");
    }
    for (Level level : levels) {
      int last =
          level.first
              + (classes - 1) * level.perClass
              + (level.rows * level.columns - 1) * level.perCell;
      if (level.first < 0 || last >= level.values.length) {
        throw new IllegalArgumentException(
            "%d classes on %dx%d cells do not fit into %d values"
                .formatted(classes, level.rows, level.columns, level.values.length));
      }
    }
  }

  /** How many classes the model knows; ids are 0 to one less. */
  public int classes() {
    return classes;
  }

  /** The scores of one class, a grid per level, finest first. */
  public List<ScoreGrid> of(int classId) {
    Objects.checkIndex(classId, classes);
    return levels.stream().map(level -> level.grid(classId)).toList();
  }
}
