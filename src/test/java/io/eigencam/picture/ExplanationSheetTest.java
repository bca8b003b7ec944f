package io.eigencam.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import io.eigencam.frame.SingularValues;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ExplanationSheetTest {
  private static final ModelIdentity MODEL =
      new ModelIdentity("model", "0123456789abcdef", "detect", 320, 320);

  @BeforeAll
  static void withoutDisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @ParameterizedTest
  @CsvSource({"640, 480", "480, 640", "1280, 720", "60, 45", "1000, 40", "40, 1000", "1, 1"})
  void shouldLightTheCellThatIsLitForEveryShapeOfPicture(int width, int height) throws IOException {
    // Given: attention in the lower right corner only
    PictureSize size = new PictureSize(width, height);
    AttentionMap map = lit(size, 1);

    // When
    BufferedImage sheet = draw(size, List.of(layer("p3", map, Set.of())), List.of(), false);

    // Then
    SheetLayout layout = SheetLayout.of(2, 2, size);
    assertEquals(layout.width() + 2 * SheetLayout.MARGIN, sheet.getWidth());
    int left =
        SheetLayout.MARGIN + (layout.columns() == 1 ? 0 : layout.panelWidth() + SheetLayout.GAP);
    int bottom = 78 + layout.height();
    int corner = sheet.getRGB(left + layout.imageWidth() - 1, bottom - 1);
    assertTrue(new Color(corner).getRed() > 180, "lit: " + new Color(corner));
    if (width > 1) {
      int opposite = sheet.getRGB(left, bottom - layout.imageHeight());
      assertTrue(new Color(opposite).getRed() < 120, "dark: " + new Color(opposite));
    }
  }

  @Test
  void shouldDrawBoxesInTheColourOfTheirClassWhereTheyAre() throws IOException {
    PictureSize size = new PictureSize(560, 420);
    Detection found = new Detection(3, "cell", 0.9f, new Box(100, 200, 300, 400), 0, "p3");

    BufferedImage sheet =
        draw(size, List.of(layer("p3", lit(size, 1), Set.of())), List.of(found), false);

    int top = 78 + SheetLayout.of(2, 2, size).caption();
    assertEquals(ClassColors.of(3), new Color(sheet.getRGB(SheetLayout.MARGIN + 100, top + 300)));
    assertEquals(ClassColors.of(3), new Color(sheet.getRGB(SheetLayout.MARGIN + 200, top + 400)));
  }

  @Test
  void shouldKeepLabelsInsideThePicture() throws IOException {
    // Given boxes in all corners, with a long label
    PictureSize size = new PictureSize(560, 420);
    String label = "a long class name";
    List<Detection> found =
        List.of(
            new Detection(0, label, 0.9f, new Box(0, 0, 20, 20), 0, ""),
            new Detection(0, label, 0.9f, new Box(540, 0, 560, 20), 0, ""),
            new Detection(0, label, 0.9f, new Box(540, 400, 560, 420), 0, ""));

    BufferedImage sheet = draw(size, List.of(layer("p3", lit(size, 1), Set.of())), found, false);

    // Then the label's bar is as wide in the right corners as in the left one
    int top = 78 + SheetLayout.of(2, 2, size).caption();
    int left = widest(sheet, SheetLayout.MARGIN, top, 280, 30);
    assertTrue(left > 100, left + " pixels");
    assertEquals(left, widest(sheet, SheetLayout.MARGIN + 280, top, 280, 30), 3);
    assertEquals(left, widest(sheet, SheetLayout.MARGIN + 280, top + 370, 280, 30), 3);
  }

  @Test
  void shouldAddAPanelForTheFusedMapAndALineForWarnings() {
    PictureSize size = new PictureSize(320, 240);
    LayerAttention one = layer("p3", lit(size, 1), Set.of());
    LayerAttention flat = layer("p4", lit(size, 0), Set.of(AttentionFlag.LOW_VARIANCE));

    assertEquals(width(size, 3, 2), assertDraws(size, List.of(one, one), false));
    assertEquals(width(size, 4, 2), assertDraws(size, List.of(one, one), true));
    assertEquals(width(size, 3, 3), assertDraws(size, List.of(one, flat), false));
  }

  @Test
  void shouldRefuseAPictureThatJavaCannotDecode() {
    PictureSize size = new PictureSize(8, 8);
    byte[] broken = new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 1, 2};
    EncodedPicture picture = new EncodedPicture(broken, PictureFormat.JPEG, size);
    Explanation explanation =
        new Explanation(List.of(layer("p3", lit(size, 1), Set.of())), List.of());

    assertThrows(
        IOException.class,
        () ->
            new ExplanationSheet("x", MODEL, picture, inference(size, List.of()), explanation)
                .draw());
  }

  private static int assertDraws(PictureSize size, List<LayerAttention> layers, boolean fused) {
    try {
      return draw(size, layers, List.of(), fused).getWidth();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static int width(PictureSize size, int panels, int lines) {
    return SheetLayout.of(panels, lines, size).width() + 2 * SheetLayout.MARGIN;
  }

  /** Most pixels of class 0's colour in one row of an area. */
  private static int widest(BufferedImage sheet, int x, int y, int width, int height) {
    int widest = 0;
    for (int row = y; row < y + height; row++) {
      int count = 0;
      for (int i = x; i < x + width; i++) {
        count += new Color(sheet.getRGB(i, row)).equals(ClassColors.of(0)) ? 1 : 0;
      }
      widest = Math.max(widest, count);
    }
    return widest;
  }

  private static BufferedImage draw(
      PictureSize size, List<LayerAttention> layers, List<Detection> found, boolean fused)
      throws IOException {
    BufferedImage grey = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        grey.setRGB(x, y, 0x808080);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(grey, "png", bytes);
    EncodedPicture picture = new EncodedPicture(bytes.toByteArray(), PictureFormat.PNG, size);
    return new ExplanationSheet(
            "picture", MODEL, picture, inference(size, found), new Explanation(layers, List.of()))
        .draw(fused ? layers.get(0).map() : null, "mean");
  }

  private static Inference inference(PictureSize size, List<Detection> found) {
    return new Inference(Letterbox.fit(size, 320, 320), found, found.size(), List.of(), List.of());
  }

  /** A map whose last cell has the given value, all others 0. */
  private static AttentionMap lit(PictureSize size, float value) {
    Letterbox letterbox = Letterbox.fit(size, 320, 320);
    float[] values = new float[letterbox.validCells(16).cells()];
    Arrays.fill(values, 0);
    values[values.length - 1] = value;
    return new AttentionMap(
        "p3",
        0,
        letterbox.validCells(16).rows(),
        letterbox.validCells(16).columns(),
        values,
        letterbox.cellToPicture(16));
  }

  private static LayerAttention layer(String name, AttentionMap map, Set<AttentionFlag> flags) {
    AttentionMap named =
        new AttentionMap(name, 0, map.rows(), map.columns(), map.projection(), map.cellToPicture());
    return new LayerAttention(
        named,
        new SingularValues(List.of(2.0), List.of(0.5), 0.5),
        new SignChoice(SignRule.SCORES, 0.5, Map.of()),
        0.5,
        null,
        flags);
  }
}
