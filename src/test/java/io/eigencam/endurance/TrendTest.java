package io.eigencam.endurance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eigencam.endurance.Trend.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void shouldFindAStraightLine() {
    Trend trend = Trend.of(List.of(new Point(0, 5), new Point(1, 7), new Point(2, 9)));

    assertEquals(2, trend.slope(), 1e-12);
    assertEquals(0, trend.error(), 1e-12);
  }

  /** Values and error as R's {@code lm(c(1, 3, 2, 5) ~ c(0, 1, 2, 3))} gives them. */
  @Test
  void shouldSayHowUnsureTheSlopeIs() {
    Trend trend =
        Trend.of(List.of(new Point(0, 1), new Point(1, 3), new Point(2, 2), new Point(3, 5)));

    assertEquals(1.1, trend.slope(), 1e-12);
    assertEquals(Math.sqrt(2.7 / 2 / 5), trend.error(), 1e-12);
  }

  @Test
  void shouldRefuseToJudgeByTwoPoints() {
    assertThrows(
        IllegalArgumentException.class, () -> Trend.of(List.of(new Point(0, 5), new Point(1, 7))));
  }
}
