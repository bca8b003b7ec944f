package io.eigencam.check;

import java.util.Arrays;
import java.util.Comparator;

/** How alike two maps of one grid are. */
final class MapLikeness {
  /** Side of the window of SSIM, in cells. */
  private static final int WINDOW = 7;

  /** Constants of SSIM for values between 0 and 1. */
  private static final double C1 = 0.01 * 0.01;

  private static final double C2 = 0.03 * 0.03;

  private MapLikeness() {}

  /** Pearson's correlation, -1..1; 0 where either does not vary. */
  static double pearson(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("maps of %d and %d cells".formatted(a.length, b.length));
    }
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    double scale = Math.sqrt(aa) * Math.sqrt(bb);
    return scale > 0 ? Math.max(-1, Math.min(1, ab / scale)) : 0;
  }

  static double pearson(float[] a, float[] b) {
    return pearson(doubles(a), doubles(b));
  }

  /** Spearman's rank correlation, -1..1: equal values share the mean of their ranks. */
  static double spearman(float[] a, float[] b) {
    return pearson(ranks(a), ranks(b));
  }

  /**
   * Structural similarity of what people see of two maps: clipped at 0, relative to the maximum
   * (Wang et al., IEEE TIP 13(4), 2004, eq. 13), mean over square windows.
   *
   * @return -1..1, 1 for equal maps
   */
  static double ssim(float[] a, float[] b, int rows, int columns) {
    double[] x = shown(a);
    double[] y = shown(b);
    int height = Math.min(WINDOW, rows);
    int width = Math.min(WINDOW, columns);
    double sum = 0;
    for (int top = 0; top + height <= rows; top++) {
      for (int left = 0; left + width <= columns; left++) {
        sum += window(x, y, top, left, height, width, columns);
      }
    }
    return sum / ((rows - height + 1) * (columns - width + 1));
  }

  private static double window(
      double[] x, double[] y, int top, int left, int height, int width, int columns) {
    double n = height * width;
    double sx = 0;
    double sy = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int row = top; row < top + height; row++) {
      for (int cell = row * columns + left; cell < row * columns + left + width; cell++) {
        sx += x[cell];
        sy += y[cell];
        xx += x[cell] * x[cell];
        yy += y[cell] * y[cell];
        xy += x[cell] * y[cell];
      }
    }
    double mx = sx / n;
    double my = sy / n;
    double vx = Math.max(0, xx / n - mx * mx);
    double vy = Math.max(0, yy / n - my * my);
    double c = xy / n - mx * my;
    return (2 * mx * my + C1) * (2 * c + C2) / ((mx * mx + my * my + C1) * (vx + vy + C2));
  }

  private static double[] shown(float[] map) {
    float max = 0;
    for (float value : map) {
      max = Math.max(max, value);
    }
    double[] shown = new double[map.length];
    for (int i = 0; i < map.length && max > 0; i++) {
      shown[i] = Math.max(0, map[i]) / max;
    }
    return shown;
  }

  private static double[] ranks(float[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    int first = 0;
    while (first < order.length) {
      int last = first;
      while (last + 1 < order.length && values[order[last + 1]] == values[order[first]]) {
        last++;
      }
      for (int i = first; i <= last; i++) {
        ranks[order[i]] = (first + last) / 2.0;
      }
      first = last + 1;
    }
    return ranks;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
