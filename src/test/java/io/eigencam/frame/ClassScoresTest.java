package io.eigencam.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassScoresTest {

  /** As a raw head lays them out: four box rows, then a row of all levels' cells per class. */
  @Test
  void shouldReadClassesOneAfterTheOther() {
    // Given 2 classes on 2x3 and 1x2 cells
    float[] output = new float[(4 + 2) * 8];
    for (int i = 0; i < output.length; i++) {
      output[i] = i;
    }
    ClassScores scores =
        new ClassScores(
            2,
            List.of(
                new ClassScores.Level(8, 2, 3, output, 32, 8, 1),
                new ClassScores.Level(16, 1, 2, output, 38, 8, 1)));

    // When
    List<ScoreGrid> second = scores.of(1);

    // Then
    assertEquals(List.of(8, 16), second.stream().map(ScoreGrid::stride).toList());
    assertArrayEquals(new float[] {40, 41, 42, 43, 44, 45}, second.get(0).best());
    assertArrayEquals(new float[] {46, 47}, second.get(1).best());
    assertArrayEquals(new float[] {38, 39}, scores.of(0).get(1).best());
  }

  /** As a class branch lays them out: channels last. */
  @Test
  void shouldReadCellsOneAfterTheOther() {
    float[] values = {0.1f, 0.9f, 0.2f, 0.8f, 0.3f, 0.7f};
    ClassScores scores =
        new ClassScores(2, List.of(new ClassScores.Level(32, 3, 1, values, 0, 1, 2)));
    assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f}, scores.of(0).get(0).best());
    assertArrayEquals(new float[] {0.9f, 0.8f, 0.7f}, scores.of(1).get(0).best());
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    ClassScores.Level level = new ClassScores.Level(32, 3, 1, new float[5], 0, 1, 2);
    assertThrows(IllegalArgumentException.class, () -> new ClassScores(2, List.of(level)));
    ClassScores one = new ClassScores(1, List.of(level));
    assertThrows(IndexOutOfBoundsException.class, () -> one.of(1));
    assertThrows(IndexOutOfBoundsException.class, () -> one.of(-1));
  }
}
