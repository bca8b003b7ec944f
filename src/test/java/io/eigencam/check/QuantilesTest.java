package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void shouldTakeTheMiddle() {
    assertEquals(3.0, Quantiles.median(Stream.of(9.0, 1.0, 3.0)));
    assertEquals(5.0, Quantiles.median(Stream.of(5.0)));
  }

  @Test
  void shouldTakeTheMeanOfTwoMiddleValues() {
    assertEquals(2.5, Quantiles.median(Stream.of(4.0, 1.0, 9.0, 1.0)));
    assertEquals(0.5, Quantiles.median(Stream.of(1.0, null, 0.0)), "what is missing is left out");
  }

  @Test
  void shouldTakeTheLowest() {
    assertEquals(-1.0, Quantiles.lowest(Stream.of(4.0, null, -1.0, 0.0)));
  }

  @Test
  void shouldHaveNothingToSayOfNothing() {
    assertNull(Quantiles.median(Stream.of()));
    assertNull(Quantiles.lowest(Stream.of()));
    assertNull(Quantiles.mean(Stream.of()));
    assertNull(Quantiles.share(Stream.of()));
  }
}
