package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.frame.CellRegion;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.model.NativeEnvironment;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TString;

/** The geometry in the graph against the geometry in Java, and the pixels against their formula. */
class LetterboxGraphTest {

  @BeforeAll
  static void prepare() {
    NativeEnvironment.prepare();
  }

  @ParameterizedTest(name = "input {0}x{1}")
  @CsvSource({"640, 640", "320, 320", "160, 96", "96, 160", "64, 64"})
  void shouldFitEveryPictureAsJavaDoes(int inputWidth, int inputHeight) {
    try (Front front = new Front(inputWidth, inputHeight)) {
      for (PictureSize size : sizes()) {
        // Given
        Letterbox expected = Letterbox.fit(size, inputWidth, inputHeight);

        // When
        Geometry geometry = front.geometry(Pictures.png(size.width(), size.height(), 1));

        // Then
        assertEquals(expected, geometry.letterbox(inputWidth, inputHeight), "for " + size);
        for (int stride : Front.STRIDES) {
          assertEquals(
              expected.validCells(stride),
              geometry.regions().get(Front.STRIDES.indexOf(stride)),
              "cells at stride " + stride + " for " + size);
        }
      }
    }
  }

  private static List<PictureSize> sizes() {
    List<PictureSize> sizes = new ArrayList<>();
    int[][] chosen = {
      {1, 1},
      {2, 1},
      {1, 2},
      {3, 5},
      {96, 96},
      {160, 96},
      {320, 240},
      {640, 480},
      {768, 432},
      {480, 640},
      {432, 768},
      {1920, 1080},
      {1080, 1920},
      {5000, 40},
      {40, 5000},
      {1, 3000},
      {641, 639},
      {333, 777},
      {1023, 7},
      {13, 1024},
      {500, 375},
      {375, 500},
      {1279, 719}
    };
    for (int[] size : chosen) {
      sizes.add(new PictureSize(size[0], size[1]));
    }
    // Every height in turn meets many of the .5 where rounding decides.
    for (int side = 61; side < 400; side += 7) {
      sizes.add(new PictureSize(side, 256));
      sizes.add(new PictureSize(192, side));
    }
    return sizes;
  }

  @Test
  void shouldLeaveThePixelsAloneWhereNothingIsResized() {
    // Given a picture that fits the width exactly
    BufferedImage image = Pictures.scene(96, 40, BufferedImage.TYPE_INT_RGB, 7);

    // When
    try (Front front = new Front(96, 64)) {
      float[] input = front.input(Pictures.encode(image, "png"));

      // Then
      float[] expected = new float[64 * 96 * 3];
      java.util.Arrays.fill(expected, 114 * (1 / 255f));
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 96; x++) {
          int rgb = image.getRGB(x, y);
          for (int c = 0; c < 3; c++) {
            expected[((y + 12) * 96 + x) * 3 + c] = (rgb >> (16 - 8 * c) & 0xFF) * (1 / 255f);
          }
        }
      }
      assertArrayEquals(expected, input, 1e-7f);
    }
  }

  /** cmyk.jpg was made with Pillow: red 2x, green 3y, blue 255 - x - y, progressive. */
  @Test
  void shouldTakeProgressiveCmykJpegs() throws Exception {
    try (Front front = new Front(96, 64)) {
      float[] input =
          front.input(Files.readAllBytes(Path.of("src/test/resources/pictures/cmyk.jpg")));
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 96; x++) {
          int at = (y * 96 + x) * 3;
          assertEquals(2 * x, 255 * input[at], 8, "red at " + x + ", " + y);
          assertEquals(3 * y, 255 * input[at + 1], 8, "green at " + x + ", " + y);
          assertEquals(255 - x - y, 255 * input[at + 2], 8, "blue at " + x + ", " + y);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"37, 53", "200, 150", "64, 10", "1, 1"})
  void shouldResizeBilinearlyWithHalfPixelCentres(int width, int height) {
    // Given
    BufferedImage image = Pictures.scene(width, height, BufferedImage.TYPE_INT_RGB, 3);
    Letterbox box = Letterbox.fit(new PictureSize(width, height), 96, 64);

    // When
    try (Front front = new Front(96, 64)) {
      float[] input = front.input(Pictures.encode(image, "png"));

      // Then
      for (int y = 0; y < box.resizedHeight(); y++) {
        for (int x = 0; x < box.resizedWidth(); x++) {
          double sourceX = (x + 0.5) * width / box.resizedWidth() - 0.5;
          double sourceY = (y + 0.5) * height / box.resizedHeight() - 0.5;
          int at = ((y + box.top()) * 96 + x + box.left()) * 3;
          for (int c = 0; c < 3; c++) {
            double expected = bilinear(image, sourceX, sourceY, 16 - 8 * c) / 255;
            assertEquals(expected, input[at + c], 2e-5, "pixel " + x + ", " + y);
          }
        }
      }
    }
  }

  private static double bilinear(BufferedImage image, double x, double y, int shift) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    double fx = x - x0;
    double fy = y - y0;
    return (1 - fy)
            * ((1 - fx) * value(image, x0, y0, shift) + fx * value(image, x0 + 1, y0, shift))
        + fy
            * ((1 - fx) * value(image, x0, y0 + 1, shift)
                + fx * value(image, x0 + 1, y0 + 1, shift));
  }

  private static int value(BufferedImage image, int x, int y, int shift) {
    int insideX = Math.max(0, Math.min(image.getWidth() - 1, x));
    int insideY = Math.max(0, Math.min(image.getHeight() - 1, y));
    return image.getRGB(insideX, insideY) >> shift & 0xFF;
  }

  /** What the graph's geometry answers for one picture. */
  private record Geometry(double[] sides, List<CellRegion> regions) {
    /** height, width, top, resized height, left, resized width. */
    Letterbox letterbox(int inputWidth, int inputHeight) {
      return new Letterbox(
          inputWidth,
          inputHeight,
          new PictureSize((int) sides[1], (int) sides[0]),
          (int) sides[5],
          (int) sides[3],
          (int) sides[4],
          (int) sides[2]);
    }
  }

  /** The letterbox alone, with one layer per stride whose values tell their own position. */
  private static final class Front implements AutoCloseable {
    static final List<Integer> STRIDES = List.of(4, 8, 16, 32);

    private final Graph graph = new Graph();
    private final LetterboxGraph letterbox;
    private final Operand<TFloat64> sides;
    private final List<Operand<TFloat32>> cuts = new ArrayList<>();
    private final Session session;

    Front(int inputWidth, int inputHeight) {
      Ops tf = Ops.create(graph);
      letterbox = LetterboxGraph.add(tf, inputWidth, inputHeight);
      sides =
          tf.concat(
              List.of(
                  tf.dtypes.cast(letterbox.pictureSize(), TFloat64.class),
                  tf.stack(
                      List.of(
                          letterbox.vertical().before(),
                          letterbox.vertical().resized(),
                          letterbox.horizontal().before(),
                          letterbox.horizontal().resized()))),
              tf.constant(0));
      for (int stride : STRIDES) {
        cuts.add(
            new ValidCellsGraph(tf, letterbox, stride)
                .cut(positions(tf, inputHeight / stride, inputWidth / stride)));
      }
      session = new Session(graph, NativeEnvironment.sessionConfig());
    }

    /** [1, rows, columns, 2]: row and column of each cell. */
    private static Operand<TFloat32> positions(Ops tf, int rows, int columns) {
      float[] values = new float[rows * columns * 2];
      for (int i = 0; i < rows * columns; i++) {
        values[2 * i] = i / columns;
        values[2 * i + 1] = i % columns;
      }
      return tf.constant(Shape.of(1, rows, columns, 2), DataBuffers.of(values));
    }

    Geometry geometry(byte[] picture) {
      Session.Runner runner = session.runner().fetch(sides);
      cuts.forEach(runner::fetch);
      try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(picture));
          Result result = runner.feed(letterbox.bytes(), bytes).run()) {
        double[] values = new double[6];
        ((TFloat64) result.get(0)).asRawTensor().data().asDoubles().read(values);
        List<CellRegion> regions = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
          TFloat32 cut = (TFloat32) result.get(i + 1);
          regions.add(
              new CellRegion(
                  (int) cut.getFloat(0, 0, 0, 0),
                  (int) cut.getFloat(0, 0, 0, 1),
                  (int) cut.shape().get(1),
                  (int) cut.shape().get(2)));
        }
        return new Geometry(values, regions);
      }
    }

    float[] input(byte[] picture) {
      try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(picture));
          Result result =
              session.runner().feed(letterbox.bytes(), bytes).fetch(letterbox.input()).run()) {
        TFloat32 input = (TFloat32) result.get(0);
        float[] values = new float[(int) input.size()];
        input.asRawTensor().data().asFloats().read(values);
        return values;
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }
}
