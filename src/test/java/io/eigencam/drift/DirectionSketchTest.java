package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DirectionSketchTest {
  private static final int CHANNELS = 20;

  @Test
  void shouldKeepItsPromise() {
    Random random = new Random(3);
    for (int kept = 4; kept <= 8; kept += 4) {
      double[] sum = new double[CHANNELS * CHANNELS];
      DirectionSketch sketch = new DirectionSketch(CHANNELS, kept);
      for (int i = 0; i < 400; i++) {
        double[] vector = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
          vector[c] = random.nextGaussian() * 3 / (1 + c * c);
        }
        sketch.add(vector);
        addSquare(1, vector, sum);
      }
      Eigenpairs exact = Eigenpairs.all(SymmetricMatrix.of(CHANNELS, sum));
      for (int first = 0; first < sketch.rows().length; first += CHANNELS) {
        double[] row = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
          row[c] = sketch.rows()[first + c];
        }
        addSquare(-1, row, sum);
      }
      // Never above the true sum (but for rounding), and below it by the promised bound at most
      Eigenpairs error = Eigenpairs.all(SymmetricMatrix.of(CHANNELS, sum));
      double outside = 0;
      for (int k = 1; k < CHANNELS; k++) {
        outside += exact.value(k);
      }
      assertTrue(error.value(CHANNELS - 1) > -1e-5 * exact.value(0), "never above");
      assertTrue(error.value(0) <= outside / kept, "the bound with k = 1");
    }
  }

  @Test
  void shouldBeExactForFewVectors() {
    DirectionSketch sketch = new DirectionSketch(3, 4);

    sketch.add(new double[] {0, 3, 0});
    sketch.add(new double[] {2, 0, 0}, new double[] {0, -1, 0});

    float[] leading = sketch.leading(3);
    assertEquals(6, leading.length, "a third direction was not seen");
    assertArrayEquals(new float[] {0, 1, 0}, absolute(leading, 0), 1e-6f);
    assertArrayEquals(new float[] {1, 0, 0}, absolute(leading, 3), 1e-6f);
  }

  @Test
  void shouldNotCareForSigns() {
    DirectionSketch sketch = new DirectionSketch(2, 4);
    for (int i = 0; i < 50; i++) {
      double sign = i % 2 == 0 ? 1 : -1;
      sketch.add(new double[] {sign * 0.6, sign * 0.8});
    }

    assertArrayEquals(new float[] {0.6f, 0.8f}, absolute(sketch.leading(1), 0, 2), 1e-5f);
  }

  @Test
  void shouldGoOnFromWhatWasKept() {
    Random random = new Random(8);
    DirectionSketch whole = new DirectionSketch(6, 4);
    DirectionSketch stored = new DirectionSketch(6, 4);
    for (int i = 0; i < 40; i++) {
      double[] vector = random.doubles(6, -1, 1).toArray();
      whole.add(vector);
      stored = new DirectionSketch(6, stored.rows().clone());
      stored.add(vector);
    }

    assertArrayEquals(whole.rows(), stored.rows());
  }

  @Test
  void shouldKnowNothingWithoutVectors() {
    assertEquals(0, new DirectionSketch(5, 4).leading(3).length);
    assertThrows(IllegalArgumentException.class, () -> new DirectionSketch(5, new float[7]));
  }

  private static void addSquare(double weight, double[] vector, double[] sum) {
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        sum[i * vector.length + j] += weight * vector[i] * vector[j];
      }
    }
  }

  private static float[] absolute(float[] rows, int first) {
    return absolute(rows, first, 3);
  }

  private static float[] absolute(float[] rows, int first, int length) {
    float[] row = new float[length];
    for (int i = 0; i < length; i++) {
      row[i] = Math.abs(rows[first + i]);
    }
    return row;
  }
}
