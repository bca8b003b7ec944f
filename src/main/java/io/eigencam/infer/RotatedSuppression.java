package io.eigencam.infer;

import io.eigencam.frame.RotatedBox;
import java.util.Arrays;

/**
 * Suppression of rotated boxes as Ultralytics does it for {@code predict}: Fast NMS (Bolya et al.,
 * YOLACT, ICCV 2019, section 3.3) per class, with ProbIoU as overlap (Llerena et al., Gaussian
 * Bounding Boxes and Probabilistic Intersection-over-Union, arXiv 2106.06072, equations 3 to 8).
 *
 * <p>Unlike greedy suppression, a box that was itself dropped still drops others. ProbIoU takes a
 * box for a normal distribution with the box's centre and second moments, and is one minus the
 * Hellinger distance of two of them.
 */
final class RotatedSuppression {
  /** Only so many of the most confident candidates take part. */
  private static final int MAX_CANDIDATES = 30_000;

  /** The reference's guard against a division by zero and the logarithm of zero. */
  private static final double EPSILON = 1e-7;

  private static final double FARTHEST = 100;

  /** Square of an area (over 144) far above the guards. */
  private static final double SMALL = 1e-3;

  private RotatedSuppression() {}

  /** Indices of the candidates that stay, most confident first. */
  static int[] keep(Candidates candidates, double maxOverlap) {
    int[] order = candidates.byScore();
    int considered = Math.min(order.length, MAX_CANDIDATES);
    Gaussian[] boxes = new Gaussian[considered];
    int[] kept = new int[considered];
    int count = 0;
    for (int i = 0; i < considered; i++) {
      boxes[i] = Gaussian.of(candidates.rotated(order[i]), candidates.classId(order[i]));
      if (!overlapsAny(boxes, i, maxOverlap)) {
        kept[count++] = order[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static boolean overlapsAny(Gaussian[] boxes, int box, double maxOverlap) {
    // Beyond this distance the overlap cannot be larger; telling so needs no logarithm.
    double limit = -Math.log1p(-Math.pow(1 - maxOverlap, 2)) + 1e-3;
    for (int other = 0; other < box; other++) {
      if (boxes[other].classId() == boxes[box].classId()
          && !boxes[other].fartherThan(limit, boxes[box])
          && overlap(boxes[other], boxes[box]) > maxOverlap) {
        return true;
      }
    }
    return false;
  }

  /** ProbIoU, 0..1. */
  static double overlap(RotatedBox first, RotatedBox second) {
    return overlap(Gaussian.of(first, 0), Gaussian.of(second, 0));
  }

  private static double overlap(Gaussian p, Gaussian q) {
    double a = p.a() + q.a();
    double b = p.b() + q.b();
    double c = p.c() + q.c();
    double x = p.x() - q.x();
    double y = p.y() - q.y();
    double determinant = a * b - c * c;
    double apart = ((a * y * y + b * x * x) / 4 - c * x * y / 2) / (determinant + EPSILON);
    double unlike =
        Math.log(
                determinant / (4 * Math.sqrt(p.determinant() * q.determinant()) + EPSILON)
                    + EPSILON)
            / 2;
    // Bhattacharyya's distance
    double distance = Math.max(EPSILON, Math.min(FARTHEST, apart + unlike));
    return 1 - Math.sqrt(1 - Math.exp(-distance) + EPSILON);
  }

  /**
   * A box as a normal distribution.
   *
   * @param a variance along x
   * @param b variance along y
   * @param c covariance
   */
  private record Gaussian(double x, double y, double a, double b, double c, int classId) {

    static Gaussian of(RotatedBox box, int classId) {
      double along = (double) box.width() * box.width() / 12;
      double across = (double) box.height() * box.height() / 12;
      double cos = Math.cos(box.angle());
      double sin = Math.sin(box.angle());
      return new Gaussian(
          box.centreX(),
          box.centreY(),
          along * cos * cos + across * sin * sin,
          along * sin * sin + across * cos * cos,
          (along - across) * cos * sin,
          classId);
    }

    double determinant() {
      return Math.max(0, a * b - c * c);
    }

    /**
     * Whether the centres alone are too far apart, measured by the largest spread: a lower bound of
     * the distance. Says nothing of boxes without an area, with which the guards decide.
     */
    boolean fartherThan(double limit, Gaussian other) {
      if (determinant() < SMALL || other.determinant() < SMALL) {
        return false;
      }
      double dx = x - other.x;
      double dy = y - other.y;
      return dx * dx + dy * dy > 4 * limit * (a + b + other.a + other.b);
    }
  }
}
