package io.eigencam.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LetterboxPropertyTest {

  @Property(tries = 2000)
  void shouldKeepExactlyTheCellsInside(
      @ForAll @IntRange(min = 1, max = 3000) int width,
      @ForAll @IntRange(min = 1, max = 3000) int height,
      @ForAll @IntRange(min = 1, max = 10) int columns32,
      @ForAll @IntRange(min = 1, max = 10) int rows32,
      @ForAll @IntRange(min = 2, max = 5) int level) {
    // Given
    int stride = 1 << level;
    Letterbox letterbox =
        Letterbox.fit(new PictureSize(width, height), 32 * columns32, 32 * rows32);

    // When
    CellRegion valid = letterbox.validCells(stride);

    // Then
    int inside = 0;
    for (int row = 0; row < letterbox.inputHeight() / stride; row++) {
      double centre = (row + 0.5) * stride;
      if (centre >= letterbox.top() && centre < letterbox.top() + letterbox.resizedHeight()) {
        inside++;
        assertTrue(row >= valid.firstRow() && row < valid.firstRow() + valid.rows());
      }
    }
    assertEquals(Math.max(1, inside), valid.rows());
    assertTrue(valid.firstRow() + valid.rows() <= letterbox.inputHeight() / stride);
    assertTrue(valid.firstColumn() + valid.columns() <= letterbox.inputWidth() / stride);
  }

  @Property(tries = 1000)
  void shouldPlaceCellsWhereBoxesGo(
      @ForAll @IntRange(min = 1, max = 3000) int width,
      @ForAll @IntRange(min = 1, max = 3000) int height,
      @ForAll @IntRange(max = 9) int row,
      @ForAll @IntRange(max = 9) int column) {
    // Given the centre of a cell, in pixels of the input
    Letterbox letterbox = Letterbox.fit(new PictureSize(width, height), 320, 160);
    CellRegion valid = letterbox.validCells(16);
    float x = (valid.firstColumn() + column + 0.5f) * 16;
    float y = (valid.firstRow() + row + 0.5f) * 16;

    // When both ways bring it to the picture
    Box box = letterbox.toPicture(new Box(x, y, x, y));
    CellToPicture transform = letterbox.cellToPicture(16);

    // Then they agree wherever nothing is cut off
    double directX = transform.x(column, row);
    double directY = transform.y(column, row);
    assertEquals(Math.max(0, Math.min(width, directX)), box.x1(), 1e-3 * width);
    assertEquals(Math.max(0, Math.min(height, directY)), box.y1(), 1e-3 * height);
  }
}
