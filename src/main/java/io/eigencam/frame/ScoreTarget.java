package io.eigencam.frame;

/**
 * One score of a head.
 *
 * @param classId index of the class
 * @param anchor cell over all levels, finest level first, each row by row
 * @param score what the head said, 0..1
 */
public record ScoreTarget(int classId, int anchor, float score) {
  public ScoreTarget {
    if (classId < 0 || anchor < 0) {
      throw new IllegalArgumentException(
          "class %d in cell %d is no score".formatted(classId, anchor));
    }
  }
}
