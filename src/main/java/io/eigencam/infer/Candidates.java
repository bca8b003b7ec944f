package io.eigencam.infer;

import io.eigencam.frame.Box;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.RotatedBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The boxes of one picture that score above the threshold, in pixels of the model's input, in the
 * order in which the head lists them.
 */
final class Candidates {
  private static final int FIRST_CAPACITY = 64;

  private Box[] boxes = new Box[FIRST_CAPACITY];
  private float[] scores = new float[FIRST_CAPACITY];
  private int[] classIds = new int[FIRST_CAPACITY];
  private int[] anchors = new int[FIRST_CAPACITY];
  private int size;

  /** One per candidate where the head gives rotated boxes, else empty. */
  private final List<RotatedBox> rotated = new ArrayList<>();

  /**
   * @param score above 0, finite
   * @param anchor index into the last axis of the output; -1 where there is none
   */
  void add(Box box, float score, int classId, int anchor) {
    if (size == boxes.length) {
      boxes = Arrays.copyOf(boxes, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
      classIds = Arrays.copyOf(classIds, 2 * size);
      anchors = Arrays.copyOf(anchors, 2 * size);
    }
    boxes[size] = box;
    scores[size] = score;
    classIds[size] = classId;
    anchors[size] = anchor;
    size++;
  }

  /** A rotated box, whose place is that of the upright box around it. */
  void add(RotatedBox box, float score, int classId, int anchor) {
    add(box.enclosing(), score, classId, anchor);
    rotated.add(box);
  }

  int size() {
    return size;
  }

  Box box(int candidate) {
    return boxes[candidate];
  }

  RotatedBox rotated(int candidate) {
    return rotated.get(candidate);
  }

  boolean areRotated() {
    return !rotated.isEmpty();
  }

  /** The upright box in pixels of the original picture. */
  Box inPicture(int candidate, Letterbox letterbox) {
    return areRotated()
        ? letterbox.toPicture(rotated.get(candidate))
        : letterbox.toPicture(boxes[candidate]);
  }

  float score(int candidate) {
    return scores[candidate];
  }

  int classId(int candidate) {
    return classIds[candidate];
  }

  int anchor(int candidate) {
    return anchors[candidate];
  }

  /** Indices of all candidates, highest score first; equal scores keep their order. */
  int[] byScore() {
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      // The bits of non-negative floats sort as the floats do; the index below them breaks ties.
      keys[i] = (long) (Integer.MAX_VALUE - Float.floatToIntBits(scores[i])) << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
