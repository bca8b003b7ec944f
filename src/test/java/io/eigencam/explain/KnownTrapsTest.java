package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.Activation;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.SignRule;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.picture.MapScale;
import io.eigencam.picture.OverlayPicture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The four mistakes that are known from other implementations, each by what a user would see: a map
 * of the background, width and height exchanged, the letterbox left in or stretched, and rounding
 * noise shown as a confident map.
 */
@Timeout(120)
class KnownTrapsTest {
  private static final int INPUT = 320;
  private static final int RADIUS = 23;
  private static final Color GROUND = new Color(230, 222, 214);

  @TempDir static Path cache;
  private static Detector detector;

  @BeforeAll
  static void open() throws Exception {
    System.setProperty("java.awt.headless", "true");
    detector =
        TensorFlowDetector.open(
            Path.of("demo-model", "saved_model"), cache, DetectorSettings.defaults());
  }

  @AfterAll
  static void close() {
    detector.close();
  }

  /** A solver returns v or -v as it likes: here it must, since both have the same Gram matrix. */
  @ParameterizedTest
  @ValueSource(strings = {"wide-fine", "wide-middle", "tall-picture"})
  void shouldNotLeaveTheSignToTheSolver(String golden) throws Exception {
    // Given an activation and its negative
    Inference inference = LiveCase.read(golden);
    LayerFeatures features = inference.layers().get(0);
    float[] negative = features.activation().values().clone();
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -negative[i];
    }
    Inference negated =
        new Inference(
            inference.letterbox(),
            inference.detections(),
            inference.detectionsTotal(),
            List.of(Features.of("p3", features.stride(), features.valid(), negative)),
            inference.scores());

    // When
    LayerAttention one = new LiveExplainer().explain(inference).layers().get(0);
    LayerAttention other = new LiveExplainer().explain(negated).layers().get(0);

    // Then both show what the head scores
    assertArrayEquals(one.map().projection(), other.map().projection());
    assertTrue(one.alignment() != null && one.alignment() > 0.3, "" + one.alignment());
  }

  @ParameterizedTest
  @CsvSource({"320, 160, 262, 40", "320, 160, 50, 118", "160, 320, 40, 262", "640, 320, 500, 70"})
  void shouldPaintACellWhereItIs(int width, int height, int x, int y) throws Exception {
    // Given a picture that is not square, and one cell far from its middle
    int radius = RADIUS * Math.max(width, height) / INPUT;
    EncodedPicture picture = encoded(drawn(width, height, x, y, radius));

    // When
    Explanation explanation = new LiveExplainer().explain(detector.infer(picture));
    AttentionMap map = explanation.bestAligned().orElseThrow().map();
    BufferedImage overlay = OverlayPicture.draw(picture, map, new MapScale(List.of(map)));

    // Then the most colourful pixel lies in it
    assertEquals(width, overlay.getWidth());
    assertEquals(height, overlay.getHeight());
    int best = 0;
    for (int i = 0; i < width * height; i++) {
      if (colourfulness(overlay, i, width) > colourfulness(overlay, best, width)) {
        best = i;
      }
    }
    double distance = Math.hypot(best % width - x, (double) best / width - y);
    assertTrue(distance < radius, "%d, %d".formatted(best % width, best / width));
    assertEquals(1.0, explanation.boxes().get(0).peak(), "the maximum lies in the detected box");
  }

  @Test
  void shouldNotExchangeWidthAndHeightOfARawActivation() {
    // Given three rows of five cells, the last of the first row lit
    float[] values = new float[3 * 5 * 2];
    values[4 * 2] = 1;
    Activation activation = new Activation(3, 5, 2, values);

    float[] map =
        new ReferenceEigenCam(0, SignRule.CHANNEL_SUM)
            .explain(activation, null)
            .map(new PictureSize(50, 30));

    assertEquals(50 * 30, map.length);
    assertEquals(1, map[3 * 50 + 47], 1e-6);
    assertEquals(0, map[27 * 50 + 47], 1e-6);
    assertEquals(0, map[3 * 50 + 2], 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"320, 160", "160, 320"})
  void shouldLeaveThePaddingOutOfTheAnalysis(int width, int height) throws Exception {
    // Given a picture, and the same with the letterbox's grey around it already
    BufferedImage cells = drawn(width, height, width / 4, height / 4, RADIUS);
    BufferedImage padded = new BufferedImage(INPUT, INPUT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = padded.createGraphics();
    graphics.setColor(new Color(114, 114, 114));
    graphics.fillRect(0, 0, INPUT, INPUT);
    graphics.drawImage(cells, (INPUT - width) / 2, (INPUT - height) / 2, null);
    graphics.dispose();

    // When
    Inference inference = detector.infer(encoded(cells));
    Inference whole = detector.infer(encoded(padded));
    Explanation explanation = new LiveExplainer().explain(inference);

    // Then the map is that of the picture's cells alone, which the model saw alike
    for (int layer = 0; layer < inference.layers().size(); layer++) {
      LayerFeatures all = whole.layers().get(layer);
      CellRegion valid =
          Letterbox.fit(new PictureSize(width, height), INPUT, INPUT).validCells(all.stride());
      assertTrue(valid.cells() < all.activation().cells());
      Inference cut =
          new Inference(
              inference.letterbox(),
              inference.detections(),
              inference.detectionsTotal(),
              List.of(Features.of(all.layer(), all.stride(), valid, cut(all.activation(), valid))),
              inference.scores());
      AttentionMap expected = new LiveExplainer().explain(cut).layers().get(0).map();
      AttentionMap actual = explanation.layers().get(layer).map();
      assertEquals(valid.rows(), actual.rows());
      assertArrayEquals(expected.projection(), actual.projection(), 1e-3f * expected.max());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void shouldNotShowRoundingNoiseAsAMap(int component) throws Exception {
    // Given cells that differ in two directions only
    CellRegion grid = new CellRegion(0, 0, 6, 8);
    float[] values = new float[grid.cells() * 16];
    for (int cell = 0; cell < grid.cells(); cell++) {
      for (int c = 0; c < 16; c++) {
        values[cell * 16 + c] =
            (float)
                (3.7 * Math.sin(cell) * Math.cos(c) + 0.9 * Math.cos(2 * cell) * Math.sin(3 * c));
      }
    }
    Letterbox letterbox = Letterbox.fit(new PictureSize(64, 48), 64, 48);
    Inference inference =
        new Inference(
            letterbox, List.of(), 0, List.of(Features.of("p3", 8, grid, values)), List.of());

    // When
    LayerAttention live =
        new LiveExplainer(ExplainSettings.DEFAULT.withComponents(component, 1))
            .explain(inference)
            .layers()
            .get(0);
    ReferenceExplanation reference =
        new ReferenceEigenCam(component, SignRule.CHANNEL_SUM)
            .explain(new Activation(6, 8, 16, values), null);

    // Then
    assertEquals(Set.of(AttentionFlag.RANK_EXCEEDED), live.flags());
    assertArrayEquals(new float[grid.cells()], live.map().projection());
    assertEquals(ReferenceStatus.RANK_EXCEEDED, reference.status());
    assertArrayEquals(new float[64 * 48], reference.map(new PictureSize(64, 48)));
  }

  private static float[] cut(Activation all, CellRegion region) {
    int width = region.columns() * all.channels();
    float[] values = new float[region.rows() * width];
    for (int row = 0; row < region.rows(); row++) {
      int from =
          ((region.firstRow() + row) * all.columns() + region.firstColumn()) * all.channels();
      System.arraycopy(all.values(), from, values, row * width, width);
    }
    return values;
  }

  /** How far a colour is from grey: the overlay shows the picture in grey. */
  private static int colourfulness(BufferedImage image, int pixel, int width) {
    Color color = new Color(image.getRGB(pixel % width, pixel / width));
    return Math.abs(color.getRed() - color.getBlue());
  }

  private static BufferedImage drawn(int width, int height, int x, int y, int radius) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(GROUND);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(190, 115, 122));
    graphics.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    int pale = radius * 10 / RADIUS;
    graphics.setColor(new Color(214, 170, 172));
    graphics.fillOval(x - pale, y - pale, 2 * pale, 2 * pale);
    graphics.dispose();
    return image;
  }

  private static EncodedPicture encoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return new EncodedPicture(
        bytes.toByteArray(),
        PictureFormat.PNG,
        new PictureSize(image.getWidth(), image.getHeight()));
  }
}
