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
      for (int row = 0; row < valid.rows(); row++) {
        for (int column = 0; column < valid.columns(); column++) {
          int cell = row * valid.columns() + column;
          float score = best(grid, stride, valid.firstRow() + row, valid.firstColumn() + column);
          largest[cell] = Math.max(largest[cell], score);
        }
      }
    }
    return largest;
  }

  private static float best(ScoreGrid grid, int stride, int row, int column) {
    int lastRow = last(row, stride, grid.stride(), grid.rows());
    int lastColumn = last(column, stride, grid.stride(), grid.columns());
    float best = 0;
    for (int r = first(row, stride, grid.stride(), grid.rows()); r <= lastRow; r++) {
      for (int c = first(column, stride, grid.stride(), grid.columns()); c <= lastColumn; c++) {
        best = Math.max(best, grid.best()[r * grid.columns() + c]);
      }
    }
    return best;
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
