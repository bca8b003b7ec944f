package io.eigencam.drift;

import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Detection;
import java.util.List;

/**
 * The pooled cells that lie in detected boxes: a cell does when its centre does, and a box too
 * small to hold a centre takes the cell that its own centre lies in.
 */
final class BoxCells {
  private final boolean[] inside;
  private final int count;

  private BoxCells(boolean[] inside) {
    this.inside = inside;
    int sum = 0;
    for (boolean in : inside) {
      sum += in ? 1 : 0;
    }
    this.count = sum;
  }

  /**
   * @param cells from pooled cells to pixels of the picture, neither turned nor sheared
   */
  static BoxCells of(List<Detection> detections, PooledGrid grid, CellToPicture cells) {
    boolean[] inside = new boolean[grid.cells()];
    int rows = grid.pooledRows();
    int columns = grid.pooledColumns();
    for (Detection detection : detections) {
      Box box = detection.box();
      if (box.area() == 0) {
        continue;
      }
      double middleX = (box.x1() + box.x2()) / 2.0;
      double middleY = (box.y1() + box.y2()) / 2.0;
      double column = cells.column(middleX, middleY);
      double row = cells.row(middleX, middleY);
      int left = first(cells.column(box.x1(), box.y1()), column, columns);
      int right = end(cells.column(box.x2(), box.y2()), left, columns);
      int top = first(cells.row(box.x1(), box.y1()), row, rows);
      int bottom = end(cells.row(box.x2(), box.y2()), top, rows);
      for (int r = top; r < bottom; r++) {
        for (int c = left; c < right; c++) {
          inside[r * columns + c] = true;
        }
      }
    }
    return new BoxCells(inside);
  }

  /** First centre from the edge on; before the middle, where there is none between the two. */
  private static int first(double edge, double middle, int length) {
    double first = Math.min(Math.ceil(edge), Math.rint(middle));
    return (int) Math.max(0, Math.min(first, length - 1));
  }

  private static int end(double edge, int first, int length) {
    return (int) Math.max(first + 1, Math.min(Math.ceil(edge), length));
  }

  boolean contains(int cell) {
    return inside[cell];
  }

  int count() {
    return count;
  }

  /** Share of the picture's area, 0..1, counted in cells. */
  double share() {
    return (double) count / inside.length;
  }
}
