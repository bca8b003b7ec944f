package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.Activation;
import io.eigencam.frame.CellToPicture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PooledGridTest {
  @ParameterizedTest
  @CsvSource({
    "80, 80, 4, 400",
    "45, 80, 4, 240",
    "23, 40, 2, 240",
    "12, 20, 1, 240",
    "20, 20, 1, 400",
    "20, 21, 2, 110",
    "1, 1000, 3, 334",
    "1, 1, 1, 1"
  })
  void shouldBeAsFineAsItMay(int rows, int columns, int factor, int cells) {
    PooledGrid grid = PooledGrid.of(rows, columns);

    assertEquals(factor, grid.factor());
    assertEquals(cells, grid.cells());
    assertTrue(
        factor == 1 || new PooledGrid(rows, columns, factor - 1).cells() > PooledGrid.MOST_CELLS);
  }

  @Test
  void shouldAverageWholeAndCutSquares() {
    PooledGrid grid = new PooledGrid(3, 3, 2);

    double[] pooled = grid.pool(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

    assertArrayEquals(new double[] {3, 4.5, 7.5, 9}, pooled, 1e-12);
  }

  @Test
  void shouldProjectTheMeanOfTheCells() {
    PooledGrid grid = new PooledGrid(2, 4, 2);
    float[] values = new float[2 * 4 * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 2 * (i % 3);
    }
    double[] direction = {0.5, -1, 2, 0, 1};
    double[] expected = new double[2];
    for (int i = 0; i < values.length; i++) {
      expected[i / 5 % 4 / 2] += values[i] * direction[i % 5] / 4;
    }

    double[] projected = grid.project(new Activation(2, 4, 5, values), direction);

    assertArrayEquals(expected, projected, 1e-6);
  }

  @Test
  void shouldPutItsCentresBetweenThoseOfTheLayer() {
    CellToPicture layer = new CellToPicture(8, 0, 4, 0, 6, 3);

    CellToPicture pooled = new PooledGrid(9, 9, 3).cellToPicture(layer);

    assertEquals(layer.x(1, 1), pooled.x(0, 0), 1e-12);
    assertEquals(layer.y(1, 1), pooled.y(0, 0), 1e-12);
    assertEquals(layer.x(7, 4), pooled.x(2, 1), 1e-12);
    assertEquals(layer.y(7, 4), pooled.y(2, 1), 1e-12);
  }

  @Test
  void shouldRefuseNoGrid() {
    assertThrows(IllegalArgumentException.class, () -> new PooledGrid(0, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> new PooledGrid(3, 3, 0));
  }
}
