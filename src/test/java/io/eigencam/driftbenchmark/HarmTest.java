package io.eigencam.driftbenchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarmTest {
  private static final Detection CAR = found(1, 0, 0, 10, 10);
  private static final Detection BUS = found(2, 20, 20, 40, 40);

  private final Harm harm = new Harm();

  private static Detection found(int classId, float x1, float y1, float x2, float y2) {
    return new Detection(classId, "thing", 0.5f, new Box(x1, y1, x2, y2), -1, "");
  }

  @Test
  void shouldBeNoneWhereAllIsFoundAgain() {
    harm.add(List.of(CAR, BUS), List.of(BUS, CAR));

    assertEquals(1, harm.f1());
  }

  @Test
  void shouldBeNoneWhereNothingWasThere() {
    harm.add(List.of(), List.of());

    assertEquals(1, harm.f1());
  }

  @Test
  void shouldCountWhatIsMissedAndWhatIsMadeUp() {
    harm.add(List.of(CAR, BUS), List.of(CAR));
    harm.add(List.of(), List.of(BUS));

    assertEquals(2.0 * 1 / (2 + 2), harm.f1());
  }

  @Test
  void shouldTakeAnotherClassOrPlaceForAnotherThing() {
    harm.add(List.of(CAR), List.of(found(2, 0, 0, 10, 10)));
    harm.add(List.of(CAR), List.of(found(1, 5, 0, 15, 10))); // IoU 1/3

    assertEquals(0, harm.f1());
  }

  @Test
  void shouldMatchAThingOnce() {
    harm.add(List.of(CAR), List.of(CAR, found(1, 1, 0, 10, 10)));

    assertEquals(2.0 / 3, harm.f1(), 1e-12);
  }

  @Test
  void shouldTakeHalfOfTheUnionForTheSame() {
    harm.add(List.of(CAR), List.of(found(1, 0, 0, 10, 5)));

    assertEquals(1, harm.f1());
  }
}
