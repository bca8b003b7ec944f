package io.eigencam.explain;

import io.eigencam.frame.CellRegion;
import io.eigencam.frame.ScoreGrid;
import java.util.List;

/** What the head scores, on the grid of a layer: the largest class score of any level per cell. */
final class ScoreMap {
  private ScoreMap() {}

  /**
   * @param scores all levels, padding included
   * @param stride pixels per cell of the layer
   * @param valid the layer's cells without padding
   * @return (valid.rows, valid.columns): coarser levels repeated, finer ones reduced to their
   *     largest, then the largest over the levels
   */
  static float[] onGrid(List<ScoreGrid> scores, int stride, CellRegion valid) {
    float[] largest = new float[valid.cells()];
    for (ScoreGrid grid : scores) {
      int[] firstColumns = new int[valid.columns()];
      int[] lastColumns = new int[valid.columns()];
      for (int column = 0; column < valid.columns(); column++) {
        int cell = valid.firstColumn() + column;
        firstColumns[column] = first(cell, stride, grid.stride(), grid.columns());
        lastColumns[column] = last(cell, stride, grid.stride(), grid.columns());
      }
      for (int row = 0; row < valid.rows(); row++) {
        int cell = valid.firstRow() + row;
        int last = last(cell, stride, grid.stride(), grid.rows());
        for (int r = first(cell, stride, grid.stride(), grid.rows()); r <= last; r++) {
          raise(largest, row * valid.columns(), grid, r, firstColumns, lastColumns);
        }
      }
    }
    return largest;
  }

  /** Raises a row of the layer's grid, which begins at an index, to a row of another grid. */
  private static void raise(
      float[] largest, int start, ScoreGrid grid, int row, int[] firstColumns, int[] lastColumns) {
    float[] best = grid.best();
    int offset = row * grid.columns();
    for (int column = 0; column < firstColumns.length; column++) {
      float most = largest[start + column];
      for (int c = firstColumns[column]; c <= lastColumns[column]; c++) {
        float score = best[offset + c];
        // Math.max would do the same in several times the time; NaN must win, to be found.
        most = score > most || Float.isNaN(score) ? score : most;
      }
      largest[start + column] = most;
    }
  }

  /** First cell of the other grid under a cell; the one under its centre where they are larger. */
  private static int first(int cell, int stride, int otherStride, int count) {
    int pixel = otherStride < stride ? cell * stride : cell * stride + stride / 2;
    return Math.min(pixel / otherStride, count - 1);
  }

  private static int last(int cell, int stride, int otherStride, int count) {
    int pixel = otherStride < stride ? (cell + 1) * stride - 1 : cell * stride + stride / 2;
    return Math.min(pixel / otherStride, count - 1);
  }
}
