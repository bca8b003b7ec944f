package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.ClassShares;
import io.eigencam.frame.Detection;
import io.eigencam.frame.MapKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapInBoxesTest {
  private static final CellToPicture CELLS = new CellToPicture(8, 0, 4, 0, 8, 4);

  /** Of an energy, 9 beside four times 5 is all the attention there is. */
  @ParameterizedTest
  @CsvSource({"ENERGY, 1, 0", "EIGEN, 0.310345, 0.172414"})
  void shouldCountFromTheMapsOwnZero(MapKind kind, double own, double others) {
    float[] values = {9, 5, 5, 5, 5};
    AttentionMap map = new AttentionMap(kind, null, "p3", 0, 1, 5, values, CELLS);
    List<Detection> detections = List.of(detection(3, 0), detection(4, 4));

    ClassShares shares = MapInBoxes.of(map, detections, 3);

    assertEquals(own, shares.own(), 1e-6);
    assertEquals(others, shares.othersOnly(), 1e-6);
  }

  @Test
  void shouldCountFromTheZeroThatAMapWasGiven() {
    float[] values = {1, 0.5f, 0.5f, 0, 0};
    AttentionMap energy =
        new AttentionMap(MapKind.ENERGY, null, "p3", 0, 1, 5, values, CELLS).withZero(0);

    ClassShares shares = MapInBoxes.of(energy, List.of(detection(3, 0)), 3);

    assertEquals(0.5, shares.own(), 1e-6);
  }

  private static Detection detection(int classId, int column) {
    Box box = new Box(8 * column, 0, 8 * column + 8, 8);
    return new Detection(classId, "cell", 0.9f, box, 0, "");
  }
}
