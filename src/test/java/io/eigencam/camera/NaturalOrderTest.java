package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void shouldSortNumbersByValue() {
    // Given
    List<String> expected =
        List.of(
            "10.png",
            "a.jpg",
            "B.jpg",
            "frame-2.jpg",
            "frame-10.jpg",
            "frame-010.png",
            "frame-99999999999999999999.jpg",
            "z",
            "z1");
    List<String> names = new ArrayList<>(expected);
    Collections.shuffle(names, new Random(4));

    // When
    names.sort(new NaturalOrder());

    // Then
    assertEquals(expected, names);
  }
}
