package io.eigencam.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.explain.CamCase;
import io.eigencam.explain.NpyArray;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MapRasterTest {

  static List<CamCase> casesWithFrameMap() throws IOException {
    return CamCase.below(SharedData.path("golden/cam")).stream()
        .filter(golden -> golden.has("frameMap"))
        .toList();
  }

  @ParameterizedTest
  @NeedsShared("golden/cam")
  @MethodSource("casesWithFrameMap")
  void shouldLayTheMapOverTheFrameAsTheGoldenDataDoes(CamCase golden) throws IOException {
    // Given the projection of all cells, of which those without padding are kept
    JsonNode json = golden.json().path("frameMap");
    PictureSize frame =
        new PictureSize(json.path("frameWidth").asInt(), json.path("frameHeight").asInt());
    int stride = json.path("stride").asInt();
    int input = json.path("inputSize").asInt();
    Letterbox letterbox = Letterbox.fit(frame, input, input);
    CellRegion valid = letterbox.validCells(stride);
    assertEquals(json.path("validRows").get(0).asInt(), valid.firstRow());
    assertEquals(json.path("validRows").get(1).asInt(), valid.firstRow() + valid.rows() - 1);
    NpyArray projection = golden.array("projection");
    int width = projection.shape()[1];
    float[] cells =
        Arrays.copyOfRange(
            projection.floats(),
            valid.firstRow() * width,
            (valid.firstRow() + valid.rows()) * width);
    AttentionMap map =
        new AttentionMap(
            "p", 0, valid.rows(), valid.columns(), cells, letterbox.cellToPicture(stride));

    // When
    MapRaster raster =
        MapRaster.of(map, frame, json.path("width").asInt(), json.path("height").asInt());

    // Then
    NpyArray expected = NpyFile.read(golden.file("frameMap"));
    assertEquals(expected.toString(), "(%d, %d)".formatted(raster.height(), raster.width()));
    for (int i = 0; i < expected.values().length; i++) {
      assertEquals(
          expected.values()[i], raster.value(i % raster.width(), i / raster.width()), 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"256, 144, 8", "144, 256, 8", "100, 37, 16", "640, 480, 32", "31, 77, 8"})
  void shouldPutTheCentreOfEveryCellWhereTheTransformSays(int width, int height, int stride) {
    // Given a map with one cell lit
    PictureSize picture = new PictureSize(width, height);
    Letterbox letterbox = Letterbox.fit(picture, 320, 320);
    CellRegion valid = letterbox.validCells(stride);
    CellToPicture cells = letterbox.cellToPicture(stride);
    int row = valid.rows() / 2;
    int column = valid.columns() / 2;
    float[] values = new float[valid.cells()];
    values[row * valid.columns() + column] = 5;
    AttentionMap map = new AttentionMap("p", 0, valid.rows(), valid.columns(), values, cells);

    // When: ten raster pixels per pixel of the picture
    MapRaster raster = MapRaster.of(map, picture, 10 * width, 10 * height);

    // Then the brightest pixel is that cell's centre
    int best = 0;
    for (int i = 0; i < raster.width() * raster.height(); i++) {
      if (value(raster, i) > value(raster, best)) {
        best = i;
      }
    }
    assertEquals(cells.x(column, row), (best % raster.width() + 0.5) / 10, 0.11);
    assertEquals(cells.y(column, row), (best / raster.width() + 0.5) / 10, 0.11);
  }

  @Test
  void shouldClipWhatIsNegativeAndKeepAZeroMapZero() {
    PictureSize picture = new PictureSize(16, 8);
    CellToPicture cells = new CellToPicture(8, 0, 4, 0, 8, 4);

    MapRaster half =
        MapRaster.of(new AttentionMap("p", 0, 1, 2, new float[] {-3, 2}, cells), picture, 16, 8);
    MapRaster none =
        MapRaster.of(new AttentionMap("p", 0, 1, 2, new float[] {-3, 0}, cells), picture, 16, 8);

    assertEquals(0, half.value(0, 0));
    assertEquals(1, half.value(15, 7));
    assertEquals(0.4375, half.value(7, 3), 1e-6);
    assertEquals(0, none.value(15, 7));
  }

  private static float value(MapRaster raster, int i) {
    return raster.value(i % raster.width(), i / raster.width());
  }
}
