package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamedClassTest {
  private static final List<String> NAMES =
      List.of("person", "Bus", "traffic light", "traffic_light", "bus", "7");

  @Test
  void shouldPreferTheExactName() {
    assertEquals(4, NamedClass.find("bus", NAMES).id());
    assertEquals(1, NamedClass.find("Bus", NAMES).id());
    assertEquals(0, NamedClass.find("PERSON", NAMES).id());
  }

  @Test
  void shouldTakeNumbersThatAreNoNames() {
    assertEquals(2, NamedClass.find("2", NAMES).id());
    assertEquals(5, NamedClass.find("7", NAMES).id());
    assertThrows(IllegalArgumentException.class, () -> NamedClass.find("6", NAMES));
    assertThrows(IllegalArgumentException.class, () -> NamedClass.find("-1", NAMES));
  }

  @Test
  void shouldGiveClassesFileNamesOfTheirOwn() {
    assertEquals("person", NamedClass.find("person", NAMES).fileName());
    assertEquals("traffic_light-2", NamedClass.find("traffic light", NAMES).fileName());
    assertEquals("traffic_light-3", NamedClass.find("traffic_light", NAMES).fileName());
    assertEquals("bus-4", NamedClass.find("bus", NAMES).fileName());
    assertEquals(".._secret", NamedClass.find("../secret", List.of("../secret")).fileName());
  }

  @Test
  void shouldNameWhatIsNear() {
    assertEquals(
        "the model has no class 'preson'; near are 'person', or a number from 0 to 5",
        message("preson", NAMES));
    assertTrue(message("traffic", NAMES).contains("'traffic light', 'traffic_light'"));
  }

  @Test
  void shouldListTheClassesWhereNothingIsNear() {
    assertTrue(message("helicopter", NAMES).contains("it has 'person', 'Bus'"));
    List<String> many = IntStream.range(0, 80).mapToObj(i -> "kind " + i).toList();
    String message = message("zzzzzzzz", many);
    assertTrue(message.contains("'kind 19' and 60 more"), message);
  }

  private static String message(String wanted, List<String> names) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> NamedClass.find(wanted, names))
            .getMessage());
  }
}
