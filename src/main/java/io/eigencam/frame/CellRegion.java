package io.eigencam.frame;

/** A rectangle of cells of a layer's grid. */
public record CellRegion(int firstRow, int firstColumn, int rows, int columns) {
  public CellRegion {
    if (firstRow < 0 || firstColumn < 0 || rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "not a region of cells: row %d, column %d, %dx%d"
              .formatted(firstRow, firstColumn, rows, columns));
    }
  }

  /** Number of cells. */
  public int cells() {
    return rows * columns;
  }
}
