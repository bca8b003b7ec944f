package io.eigencam.explain;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.BoxAttention;

/** The attention of a map: what is left of its projection when what lies below its zero is cut. */
final class PositiveMap {
  private final AttentionMap map;
  private final float zero;
  private final double sum;
  private final double max;

  PositiveMap(AttentionMap map) {
    this.map = map;
    this.zero = map.zero();
    double total = 0;
    double largest = 0;
    for (float value : map.projection()) {
      total += Math.max(0, value - zero);
      largest = Math.max(largest, value - zero);
    }
    this.sum = total;
    this.max = largest;
  }

  BoxAttention inside(Box box) {
    int cells = 0;
    double total = 0;
    double largest = 0;
    CellsInBox inside = CellsInBox.of(box, map.cellToPicture(), map.rows(), map.columns());
    for (int row = inside.firstRow(); row < inside.lastRow(); row++) {
      for (int column = inside.firstColumn(); column < inside.lastColumn(); column++) {
        double value = Math.max(0, map.projection()[row * map.columns() + column] - zero);
        cells++;
        total += value;
        largest = Math.max(largest, value);
      }
    }
    if (cells == 0 || max == 0) {
      return new BoxAttention(0, null, null);
    }
    return new BoxAttention(total / sum, total / cells / max, largest / max);
  }

  /** Share outside all boxes, 0..1. */
  double outside(float[] boxMask) {
    double outside = 0;
    for (int cell = 0; cell < boxMask.length; cell++) {
      outside += boxMask[cell] > 0 ? 0 : Math.max(0, map.projection()[cell] - zero);
    }
    return sum > 0 ? outside / sum : 0;
  }
}
