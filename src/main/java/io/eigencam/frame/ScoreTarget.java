package io.eigencam.frame;

import org.jspecify.annotations.Nullable;

/**
 * One score of a head.
 *
 * @param classId index of the class
 * @param anchor cell over all levels, finest level first, each row by row; 0 for a classifier
 * @param score what the head said, 0..1; null where that is not known
 */
public record ScoreTarget(int classId, int anchor, @Nullable Float score) {
  public ScoreTarget {
    if (classId < 0 || anchor < 0) {
      throw new IllegalArgumentException(
          "class %d in cell %d is no score".formatted(classId, anchor));
    }
  }
}
