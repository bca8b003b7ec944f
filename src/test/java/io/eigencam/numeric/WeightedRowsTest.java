package io.eigencam.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WeightedRowsTest {
  private static final float[] ROWS = {1, 2, 3, 4, 5, 0}; // (3, 2)

  @Test
  void shouldCountEveryRowByItsWeight() {
    WeightedRows rows = new WeightedRows(2, ROWS, new double[] {1, 0, 3});

    assertEquals(4, rows.total());
    assertArrayEquals(new double[] {4, 0.5}, rows.mean(), 1e-15);
  }

  @Test
  void shouldSumTheProductsOfMovedRows() {
    WeightedRows rows = new WeightedRows(2, ROWS, new double[] {1, 0, 0.5});

    // (1, 2) - (1, 1) = (0, 1) and (5, 0) - (1, 1) = (4, -1), half
    SymmetricMatrix moments = rows.secondMoments(new double[] {1, 1});

    assertEquals(8, moments.get(0, 0), 1e-15);
    assertEquals(-2, moments.get(0, 1), 1e-15);
    assertEquals(-2, moments.get(1, 0), 1e-15);
    assertEquals(1.5, moments.get(1, 1), 1e-15);
  }

  @Test
  void shouldRefuseWhatHasNoMoments() {
    double[] weights = {1, -1, 1};
    assertThrows(IllegalArgumentException.class, () -> new WeightedRows(2, ROWS, weights));
    assertThrows(
        IllegalArgumentException.class, () -> new WeightedRows(2, ROWS, new double[] {1, 1}));
    WeightedRows nothing = new WeightedRows(2, ROWS, new double[3]);
    assertThrows(IllegalStateException.class, nothing::mean);
    WeightedRows broken = new WeightedRows(1, new float[] {1, Float.NaN}, new double[] {1, 1});
    assertThrows(IllegalArgumentException.class, () -> broken.secondMoments(new double[1]));
  }
}
