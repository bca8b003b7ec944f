package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.Box;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.model.NativeEnvironment;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** What a classifier sees of a picture, against Pillow. */
@Timeout(60)
class CentreCropGraphTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/crop");

  @BeforeAll
  static void prepare() {
    NativeEnvironment.prepare();
  }

  /** "landscape-64x64" is what is seen of "landscape". */
  static Stream<String> crops() throws Exception {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString().replace(".png", ""))
          .filter(name -> name.matches(".*-\\d+x\\d+"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("crops")
  void shouldSeeWhatPillowCuts(String name) throws Exception {
    // Given
    BufferedImage expected = ImageIO.read(GOLDEN.resolve(name + ".png").toFile());
    String picture = name.substring(0, name.lastIndexOf('-')) + ".png";

    // When
    float[] input =
        input(
            Files.readAllBytes(GOLDEN.resolve(picture)), expected.getWidth(), expected.getHeight());

    // Then values are equal, or one apart where Pillow's 22 bit weights round a tie another way
    int different = 0;
    for (int i = 0; i < input.length; i++) {
      int pixel = i / 3;
      int rgb = expected.getRGB(pixel % expected.getWidth(), pixel / expected.getWidth());
      float wanted = rgb >> (16 - 8 * (i % 3)) & 0xFF;
      assertEquals(wanted, 255 * input[i], 1.001f, name + ", value " + i);
      different += Math.abs(wanted - 255 * input[i]) > 0.5f ? 1 : 0;
    }
    assertTrue(different <= input.length / 20, different + " of " + input.length + " values");
  }

  /** A million times longer than high: only the centre is computed. */
  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"30000, 1", "1, 30000", "2, 1", "1, 2", "16383, 3"})
  void shouldCutWhatIsExtremelyLong(int width, int height) throws Exception {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, 0x808080);
    }

    float[] input = input(Pictures.encode(image, "png"), 64, 64);

    float grey = (image.getRaster().getSample(0, 0, 0)) / 255f;
    for (float value : input) {
      assertEquals(grey, value, 1e-6f);
    }
  }

  @Test
  void shouldTellWhereItsCellsLie() {
    // Given 400 x 200: the middle 200 x 200, each pixel a third of one of the input
    Letterbox crop = Letterbox.centreCrop(new PictureSize(400, 200), 64, 64);

    // Then
    assertEquals(new Letterbox(64, 64, new PictureSize(400, 200), 128, 64, -32, 0), crop);
    assertEquals(new CellRegion(0, 0, 2, 2), crop.validCells(32));
    assertEquals(new Box(100, 0, 300, 200), crop.seen());
    assertEquals(0.32, crop.gain(), 1e-12);
    List<Double> centres =
        List.of(
            crop.cellToPicture(32).x(0, 0),
            crop.cellToPicture(32).x(1, 0),
            crop.cellToPicture(32).y(0, 0),
            crop.cellToPicture(32).y(0, 1));
    assertEquals(List.of(150.0, 250.0, 50.0, 150.0), centres);
  }

  @Test
  void shouldStretchIntoAnInputThatIsNotSquare() {
    Letterbox crop = Letterbox.centreCrop(new PictureSize(90, 100), 96, 64);

    assertEquals(new Letterbox(96, 64, new PictureSize(90, 100), 96, 64, 0, 0), crop);
    assertEquals(new CellRegion(0, 0, 2, 3), crop.validCells(32));
    assertEquals(15, crop.cellToPicture(32).x(0, 0), 1e-9);
    assertEquals(25, crop.cellToPicture(32).y(0, 0), 1e-9);
  }

  private static float[] input(byte[] picture, int width, int height) {
    try (Graph graph = new Graph()) {
      CentreCropGraph crop = CentreCropGraph.add(Ops.create(graph), width, height);
      try (Session session = new Session(graph, NativeEnvironment.sessionConfig());
          TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(picture));
          Result result = session.runner().feed(crop.bytes(), bytes).fetch(crop.input()).run()) {
        TFloat32 input = (TFloat32) result.get(0);
        float[] values = new float[(int) input.size()];
        input.asRawTensor().data().asFloats().read(values);
        return values;
      }
    }
  }
}
