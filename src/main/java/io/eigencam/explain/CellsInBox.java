package io.eigencam.explain;

import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;

/**
 * The cells whose centres lie in a box, lower edges inclusive: a rectangle of cells, since a
 * letterbox neither turns nor shears the picture.
 *
 * @param firstRow inclusive
 * @param lastRow exclusive; equal to firstRow when there are none
 * @param firstColumn inclusive
 * @param lastColumn exclusive
 */
record CellsInBox(int firstRow, int lastRow, int firstColumn, int lastColumn) {

  static CellsInBox of(Box box, CellToPicture cells, int rows, int columns) {
    if (cells.b() != 0 || cells.d() != 0) {
      throw new IllegalArgumentException("the grid is turned against the picture: " + cells);
    }
    int firstColumn = 0;
    while (firstColumn < columns && cells.x(firstColumn, 0) < box.x1()) {
      firstColumn++;
    }
    int lastColumn = firstColumn;
    while (lastColumn < columns && cells.x(lastColumn, 0) < box.x2()) {
      lastColumn++;
    }
    int firstRow = 0;
    while (firstRow < rows && cells.y(0, firstRow) < box.y1()) {
      firstRow++;
    }
    int lastRow = firstRow;
    while (lastRow < rows && cells.y(0, lastRow) < box.y2()) {
      lastRow++;
    }
    return new CellsInBox(firstRow, lastRow, firstColumn, lastColumn);
  }

  int rows() {
    return lastRow - firstRow;
  }

  int columns() {
    return lastColumn - firstColumn;
  }

  int cells() {
    return rows() * columns();
  }

  /**
   * The values of these cells.
   *
   * @param values of the whole grid, (rows, gridColumns, channels)
   * @return (rows, columns, channels)
   */
  float[] cut(float[] values, int gridColumns, int channels) {
    float[] cut = new float[cells() * channels];
    int length = columns() * channels;
    for (int row = 0; row < rows(); row++) {
      int from = ((firstRow + row) * gridColumns + firstColumn) * channels;
      System.arraycopy(values, from, cut, row * length, length);
    }
    return cut;
  }

  /**
   * From cells counted inside this rectangle to the picture.
   *
   * @param whole the same for cells of the whole grid
   */
  CellToPicture cellToPicture(CellToPicture whole) {
    return new CellToPicture(
        whole.a(),
        whole.b(),
        whole.x(firstColumn, firstRow),
        whole.d(),
        whole.e(),
        whole.y(firstColumn, firstRow));
  }
}
