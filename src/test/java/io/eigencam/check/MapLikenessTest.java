package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MapLikenessTest {
  private static final double EXACT = 1e-12;

  @Test
  void shouldCorrelateAsTextbooksDo() {
    // numpy.corrcoef([1, 2, 3, 5], [2, 1, 4, 6])
    assertEquals(
        0.9022436386781062,
        MapLikeness.pearson(new double[] {1, 2, 3, 5}, new double[] {2, 1, 4, 6}),
        EXACT);
    assertEquals(-1, MapLikeness.pearson(new float[] {1, 2, 4}, new float[] {-2, -4, -8}), EXACT);
  }

  @Test
  void shouldSayThatAMapThatDoesNotVaryIsLikeNone() {
    assertEquals(0, MapLikeness.pearson(new float[] {1, 1, 1}, new float[] {1, 2, 3}));
    assertEquals(0, MapLikeness.spearman(new float[3], new float[] {1, 2, 3}));
  }

  @Test
  void shouldRankWithoutRegardToSize() {
    assertEquals(
        1, MapLikeness.spearman(new float[] {1, 2, 3, 4}, new float[] {1, 10, 100, 1000}), EXACT);
  }

  @Test
  void shouldGiveEqualValuesTheMeanOfTheirRanks() {
    // scipy.stats.spearmanr([1, 2, 2, 3], [1, 3, 2, 4])
    assertEquals(
        0.9486832980505138,
        MapLikeness.spearman(new float[] {1, 2, 2, 3}, new float[] {1, 3, 2, 4}),
        EXACT);
  }

  @Test
  void shouldCallOnlyEqualMapsEqual() {
    float[] map = new float[100];
    float[] other = new float[100];
    for (int i = 0; i < map.length; i++) {
      map[i] = i % 10;
      other[i] = i / 10;
    }

    assertEquals(1, MapLikeness.ssim(map, map, 10, 10), EXACT);
    assertTrue(MapLikeness.ssim(map, other, 10, 10) < 0.6);
  }

  @Test
  void shouldSeeOnlyWhatPeopleSee() {
    // Given: maps that differ in scale and in what is clipped
    float[] map = {-1, 0, 1, 2};
    float[] same = {-50, 0, 10, 20};

    assertEquals(1, MapLikeness.ssim(map, same, 2, 2), EXACT);
  }

  @Test
  void shouldFollowTheFormulaOfSsimInOneWindow() {
    // Given: shown as 0, 1 and 1, 0: means 1/2, variances 1/4, covariance -1/4
    double c1 = 1e-4;
    double c2 = 9e-4;
    double expected = (0.5 + c1) * (-0.5 + c2) / ((0.5 + c1) * (0.5 + c2));

    assertEquals(expected, MapLikeness.ssim(new float[] {0, 2}, new float[] {3, 0}, 1, 2), EXACT);
  }

  @Test
  void shouldRefuseMapsOfDifferentSize() {
    assertThrows(
        IllegalArgumentException.class, () -> MapLikeness.pearson(new float[2], new float[3]));
  }
}
