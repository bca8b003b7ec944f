package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.PictureSize;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final PictureSize PICTURE = new PictureSize(240, 120);

  /** 12 x 6 cells of 20 pixels. */
  private static AttentionMap map(int row, int column) {
    float[] projection = new float[72];
    java.util.Arrays.fill(projection, -1);
    projection[row * 12 + column] = 5;
    return new AttentionMap("p3", 0, 6, 12, projection, new CellToPicture(20, 0, 10, 0, 20, 10));
  }

  @Test
  void shouldFindTheMostAttendedPlace() {
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 12; column++) {
        Window window = Window.mostAttended(map(row, column), PICTURE, 60, 40);

        assertTrue(window.contains(20 * column + 10, 20 * row + 10), window::toString);
        assertEquals(5, window.attention(map(row, column)), "negative values are no attention");
        assertTrue(window.left() + window.width() <= 240 && window.top() + 40 <= 120);
      }
    }
  }

  @Test
  void shouldFindAPlaceElsewhere() {
    Window left = new Window(0, 0, 100, 120);

    Window elsewhere = Window.awayFrom(List.of(left), PICTURE, 60, 40);

    assertEquals(0, elsewhere.overlap(left));
    assertEquals(60, elsewhere.width());
    assertEquals(40, elsewhere.height());
  }

  @Test
  void shouldOverlapAsLittleAsCanBeWhereThereIsNoRoom() {
    Window all = new Window(0, 0, 240, 120);
    Window right = new Window(120, 0, 120, 120);

    Window elsewhere = Window.awayFrom(List.of(all, right), PICTURE, 60, 40);

    assertEquals(0, elsewhere.overlap(right));
  }

  @Test
  void shouldKeepABoxInsideThePicture() {
    assertEquals(new Window(10, 20, 230, 100), Window.of(new Box(10.5f, 20, 300, 130), PICTURE));
    assertEquals(new Window(239, 0, 1, 1), Window.of(new Box(240, 0, 240, 0), PICTURE));
  }

  @Test
  void shouldRefuseAWindowWithoutPixels() {
    assertThrows(IllegalArgumentException.class, () -> new Window(0, 0, 0, 5));
    assertThrows(IllegalArgumentException.class, () -> new Window(-1, 0, 5, 5));
  }
}
