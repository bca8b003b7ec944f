package io.eigencam.infer;

import io.eigencam.frame.Box;
import java.util.Arrays;

/**
 * Greedy non-maximum suppression per class, as Ultralytics does it for {@code predict}: the most
 * confident box stays and drops every box that overlaps it too much.
 *
 * <p>Classes are kept apart by moving every box by {@code class x 7680} and suppressing all classes
 * at once. In 32 bit that offset costs precision (1/16 pixel at class 79), so overlaps of high
 * classes are slightly rounded; it is done here in the same way, so that borderline cases fall the
 * same way. Overlap is intersection over union in 32 bit, compared strictly with the 64 bit
 * threshold, as torchvision's kernel compares.
 */
final class NonMaximumSuppression {
  private static final float CLASS_OFFSET = 7680f;

  /** Only so many of the most confident candidates take part. */
  private static final int MAX_CANDIDATES = 30_000;

  private NonMaximumSuppression() {}

  /** Indices of the candidates that stay, most confident first. */
  static int[] keep(Candidates candidates, double maxOverlap) {
    int[] order = candidates.byScore();
    int considered = Math.min(order.length, MAX_CANDIDATES);
    int[] kept = new int[considered];
    Box[] keptBoxes = new Box[considered];
    float[] keptAreas = new float[considered];
    int count = 0;
    for (int i = 0; i < considered; i++) {
      Box box = shifted(candidates, order[i]);
      float area = (box.x2() - box.x1()) * (box.y2() - box.y1());
      if (!overlapsAny(box, area, keptBoxes, keptAreas, count, maxOverlap)) {
        kept[count] = order[i];
        keptBoxes[count] = box;
        keptAreas[count] = area;
        count++;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static Box shifted(Candidates candidates, int candidate) {
    Box box = candidates.box(candidate);
    float offset = candidates.classId(candidate) * CLASS_OFFSET;
    return new Box(box.x1() + offset, box.y1() + offset, box.x2() + offset, box.y2() + offset);
  }

  private static boolean overlapsAny(
      Box box, float area, Box[] kept, float[] areas, int count, double maxOverlap) {
    for (int k = 0; k < count; k++) {
      Box other = kept[k];
      float width = Math.min(box.x2(), other.x2()) - Math.max(box.x1(), other.x1());
      float height = Math.min(box.y2(), other.y2()) - Math.max(box.y1(), other.y1());
      if (width <= 0 || height <= 0) {
        continue;
      }
      float shared = width * height;
      if (shared / (areas[k] + area - shared) > maxOverlap) {
        return true;
      }
    }
    return false;
  }
}
