package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraIdTest {
  @Test
  void shouldSpreadNumberedCamerasEvenly() {
    // When
    int[] camerasOf = new int[4];
    IntStream.range(0, 8).forEach(n -> camerasOf[new CameraId("cam" + n).partition(4)]++);

    // Then
    for (int cameras : camerasOf) {
      assertEquals(2, cameras);
    }
  }

  @Test
  void shouldKeepACameraOnItsPartition() {
    assertEquals(7, new CameraId("line-3-cam-07").ordinal());
    assertEquals(1, new CameraId("line-3-cam-07").partition(3));
    // CRC-32 of "a": a name without a number
    assertEquals(0xE8B7BE43L, new CameraId("a").ordinal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "a\u0000"})
  void shouldRefuseWhatIsNoName(String text) {
    assertThrows(IllegalArgumentException.class, () -> new CameraId(text));
  }
}
