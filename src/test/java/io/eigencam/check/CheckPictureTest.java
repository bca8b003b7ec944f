package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.frame.PictureSize;
import io.eigencam.infer.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckPictureTest {

  @ParameterizedTest
  @CsvSource({"2000, 1, 500, 1", "1, 2000, 1, 500", "1280, 7, 640, 3", "1279, 7, 1279, 7"})
  void shouldHalveAPictureOfAnyShape(int width, int height, int halved, int lower)
      throws Exception {
    int longestSide = width == 1 || height == 1 ? 320 : 640;

    CheckPicture picture =
        CheckPicture.of("strip", Pictures.decoded(Pictures.png(width, height, 1)), longestSide);

    assertEquals(new PictureSize(halved, lower), picture.size());
  }

  @Test
  void shouldKeepTheSizeOfChangedCopies() throws Exception {
    CheckPicture picture = CheckPicture.of("a", Pictures.decoded(Pictures.png(30, 20, 1)), 640);

    assertEquals(picture.size(), picture.noisy(1).size());
    assertEquals(picture.size(), picture.without(new Window(0, 0, 5, 5)).size());
  }
}
