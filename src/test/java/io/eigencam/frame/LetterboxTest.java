package io.eigencam.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxTest {

  /** Expected values computed with Python's round(), as Ultralytics does. */
  @ParameterizedTest(name = "{0}x{1} into {2}x{3}")
  @CsvSource({
    "640, 640, 640, 640,   640, 640, 0, 0", // nothing to do
    "768, 432, 320, 320,   320, 180, 0, 70", // landscape
    "432, 768, 320, 320,   180, 320, 70, 0", // portrait
    "1920, 1080, 640, 640, 640, 360, 0, 140",
    "640, 480, 640, 640,   640, 480, 0, 80",
    "500, 375, 96, 160,    96, 72, 0, 44", // input that is not square, limited by the width
    "375, 500, 160, 96,    72, 96, 44, 0", // ... by the height
    "641, 639, 640, 640,   640, 638, 0, 1", // odd
    "333, 777, 320, 320,   137, 320, 91, 0", // odd padding: less before than after
    "5000, 40, 320, 320,   320, 3, 0, 158", // 2.56 rows
    "9000, 4, 320, 320,    320, 1, 0, 159", // 0.14 rows: at least one
    "1, 1, 640, 640,       640, 640, 0, 0",
    "1, 2000, 320, 320,    1, 320, 159, 0",
    "128, 65, 64, 64,      64, 32, 0, 16", // 32.5 rows: half to even, down
    "128, 67, 64, 64,      64, 34, 0, 15", // 33.5 rows: half to even, up
  })
  void shouldFitAsUltralyticsDoes(
      int width,
      int height,
      int inputWidth,
      int inputHeight,
      int resizedWidth,
      int resizedHeight,
      int left,
      int top) {
    PictureSize picture = new PictureSize(width, height);
    assertEquals(
        new Letterbox(inputWidth, inputHeight, picture, resizedWidth, resizedHeight, left, top),
        Letterbox.fit(picture, inputWidth, inputHeight));
  }

  @Test
  void shouldBringBoxesBackWithEachSidesOwnRatio() {
    // Given: 333 x 777 -> 137 x 320 at (91, 0); the ratios differ: 0.41141, 0.41184
    Letterbox letterbox = Letterbox.fit(new PictureSize(333, 777), 320, 320);

    // When
    Box box = letterbox.toPicture(new Box(91 + 13.7f, 32f, 91 + 68.5f, 160f));

    // Then
    assertEquals(33.3f, box.x1(), 1e-3f);
    assertEquals(77.7f, box.y1(), 1e-3f);
    assertEquals(166.5f, box.x2(), 1e-3f);
    assertEquals(388.5f, box.y2(), 1e-3f);
  }

  @Test
  void shouldCutBoxesOffAtThePicture() {
    Letterbox letterbox = Letterbox.fit(new PictureSize(768, 432), 320, 320);
    assertEquals(new Box(0, 0, 768, 432), letterbox.toPicture(new Box(-50, 0, 400, 320)));
    // Wholly in the padding: empty at the edge, but still there.
    assertEquals(new Box(0, 0, 768, 0), letterbox.toPicture(new Box(0, 10, 320, 60)));
  }

  @ParameterizedTest(name = "{0}x{1} into {2}x{3} at stride {4}")
  @CsvSource({
    "768, 432, 320, 320, 8,    9, 0, 22, 40", // rows 70..250: centres 76..., last 244
    "768, 432, 320, 320, 32,   2, 0, 6, 10", // centres 80 ... 240
    "640, 480, 640, 640, 32,   2, 0, 15, 20", // 80..560: the centre 80 belongs in, 560 does not
    "640, 640, 640, 640, 16,   0, 0, 40, 40",
    "5000, 40, 320, 320, 32,   5, 0, 1, 10", // no centre inside: one row at least
    "9000, 4, 96, 96, 32,      1, 0, 1, 3",
    "1, 2000, 320, 320, 8,     0, 20, 40, 1",
  })
  void shouldKeepCellsWithTheirCentreInThePicture(
      int width,
      int height,
      int inputWidth,
      int inputHeight,
      int stride,
      int firstRow,
      int firstColumn,
      int rows,
      int columns) {
    assertEquals(
        new CellRegion(firstRow, firstColumn, rows, columns),
        Letterbox.fit(new PictureSize(width, height), inputWidth, inputHeight).validCells(stride));
  }
}
