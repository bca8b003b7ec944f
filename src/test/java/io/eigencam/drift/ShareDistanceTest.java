package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShareDistanceTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 8;

  @Test
  void shouldBeSymmetricAndBounded() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      float[] p = shares(random, round % 7);
      float[] q = shares(random, round % 5);

      double js = ShareDistance.jensenShannon(doubles(p), q);
      double w1 = ShareDistance.wasserstein(doubles(p), q, ROWS, COLUMNS);

      assertTrue(js > 0 && js <= Math.log(2), "js " + js);
      assertTrue(w1 > 0 && w1 <= 1, "w1 " + w1);
      assertEquals(js, ShareDistance.jensenShannon(doubles(q), p), 1e-12);
      assertEquals(w1, ShareDistance.wasserstein(doubles(q), p, ROWS, COLUMNS), 1e-12);
      assertEquals(0, ShareDistance.jensenShannon(doubles(p), p), 1e-12);
      assertEquals(0, ShareDistance.wasserstein(doubles(p), p, ROWS, COLUMNS), 1e-12);
    }
  }

  @Test
  void shouldBeLargestBetweenPlacesThatShareNothing() {
    assertEquals(Math.log(2), ShareDistance.jensenShannon(doubles(at(0)), at(39)), 1e-12);
  }

  @Test
  void shouldGrowWithTheWay() {
    // One cell of eight columns is an eighth of a side, one of five rows a fifth; half for each
    // side
    double oneColumn = ShareDistance.wasserstein(doubles(at(0)), at(1), ROWS, COLUMNS);
    double threeColumns = ShareDistance.wasserstein(doubles(at(0)), at(3), ROWS, COLUMNS);
    double oneRow = ShareDistance.wasserstein(doubles(at(0)), at(COLUMNS), ROWS, COLUMNS);

    assertEquals(1 / 16.0, oneColumn, 1e-12);
    assertEquals(3 / 16.0, threeColumns, 1e-12);
    assertEquals(1 / 10.0, oneRow, 1e-12);
  }

  private static float[] at(int cell) {
    float[] shares = new float[ROWS * COLUMNS];
    shares[cell] = 1;
    return shares;
  }

  /** Random shares; the more peaked the higher the power. */
  private static float[] shares(Random random, int power) {
    double[] values = new double[ROWS * COLUMNS];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.pow(random.nextDouble(), 1 + power);
      sum += values[i];
    }
    float[] shares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      shares[i] = (float) (values[i] / sum);
    }
    return shares;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
