package io.eigencam.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.ClassShares;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.SingularValues;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DetailSheetsTest {
  private static final ModelIdentity MODEL =
      new ModelIdentity("model", "0".repeat(64), "detect", 320, 320);

  @BeforeAll
  static void withoutDisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @ParameterizedTest
  @CsvSource({"640, 480", "200, 500", "1, 1"})
  void shouldDrawEveryMapOfAClass(int width, int height) throws IOException {
    // Given a class that is scored in the upper left cell only
    ClassShares shares = new ClassShares(1.0, 0.25, 0.0, 0.1, true);
    AttentionMap score = map(MapKind.SCORE, "head", width, height, new float[] {0.9f, 0, 0, 0});
    AttentionMap features =
        map(MapKind.MEAN_DIFFERENCE, "p4", width, height, new float[] {3, -1, -1, -1});
    ClassExplanation explanation =
        new ClassExplanation(
            1,
            "cell",
            0.9,
            true,
            new ClassMap(attention(score, Set.of()), shares, null),
            List.of(
                new ClassMap(attention(features, Set.of(AttentionFlag.SIGN_UNSURE)), shares, 0.5)),
            List.of());
    ClassSheet sheet =
        new ClassSheet("a.png", MODEL, picture(width, height), List.of(detection(width, height)));

    // When
    BufferedImage drawn = sheet.draw(explanation);

    // Then
    assertTrue(showsMaximum(drawn));
  }

  @Test
  void shouldDrawAClassThatIsNotThere() throws IOException {
    ClassShares nothing = new ClassShares(null, 0, null, 0, null);
    AttentionMap zero = map(MapKind.SCORE, "head", 64, 48, new float[4]);
    ClassExplanation explanation =
        new ClassExplanation(
            0,
            "cell",
            0.001,
            false,
            new ClassMap(attention(zero, Set.of(AttentionFlag.LOW_VARIANCE)), nothing, null),
            List.of(),
            List.of());

    BufferedImage drawn =
        new ClassSheet("a.png", MODEL, picture(64, 48), List.of()).draw(explanation);

    assertTrue(drawn.getWidth() > 300);
    assertFalse(showsMaximum(drawn));
  }

  @Test
  void shouldDrawBoxesAtTheEdgeAndWithoutAMap() throws IOException {
    // Given
    Detection edge = new Detection(0, "cell", 0.9f, new Box(600, 400, 640, 480), 1, "p3");
    Detection flat = new Detection(0, "cell", 0.8f, new Box(640, 100, 640, 100), 2, "");
    AttentionMap local =
        new AttentionMap(
            "p3",
            0,
            3,
            2,
            new float[] {1, 2, 3, 4, 5, 6},
            new CellToPicture(32, 0, 592, 0, 32, 400));
    List<BoxLocal> boxes =
        List.of(new BoxLocal(attention(local, Set.of()), ""), BoxLocal.none("too small"));

    // When
    BufferedImage drawn =
        new BoxSheet("a.png", MODEL, picture(640, 480)).draw(List.of(edge, flat), boxes);

    // Then
    assertTrue(showsMaximum(drawn));
  }

  @Test
  void shouldNotDrawMorePanelsThanAnyoneLooksAt() throws IOException {
    BoxSheet sheet = new BoxSheet("a.png", MODEL, picture(64, 48));
    BufferedImage twelve = sheet.draw(many(12), none(12));
    BufferedImage hundred = sheet.draw(many(100), none(100));
    BufferedImage nothing = sheet.draw(List.of(), List.of());

    assertEquals(twelve.getHeight(), hundred.getHeight());
    assertEquals(twelve.getWidth(), hundred.getWidth());
    assertTrue(nothing.getHeight() < twelve.getHeight());
  }

  private static List<Detection> many(int count) {
    return new ArrayList<>(Collections.nCopies(count, detection(64, 48)));
  }

  private static List<BoxLocal> none(int count) {
    return Collections.nCopies(count, BoxLocal.none("too small"));
  }

  private static Detection detection(int width, int height) {
    return new Detection(1, "cell", 0.9f, new Box(0, 0, width / 2f, height / 2f), 0, "p3");
  }

  private static LayerAttention attention(AttentionMap map, Set<AttentionFlag> flags) {
    return new LayerAttention(map, SingularValues.NONE, null, null, null, flags);
  }

  private static AttentionMap map(
      MapKind kind, String layer, int width, int height, float[] values) {
    CellToPicture to =
        new CellToPicture(width / 2.0, 0, width / 4.0, 0, height / 2.0, height / 4.0);
    return new AttentionMap(kind, "cell", layer, 0, 2, 2, values, to);
  }

  private static EncodedPicture picture(int width, int height) throws IOException {
    BufferedImage black = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(black, "png", out);
    return new EncodedPicture(out.toByteArray(), PictureFormat.PNG, new PictureSize(width, height));
  }

  /** Whether the colour scale's top, laid over black, is to be seen. */
  private static boolean showsMaximum(BufferedImage image) {
    BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    CellToPicture to = new CellToPicture(1, 0, 0.5, 0, 1, 0.5);
    AttentionMap one = new AttentionMap("p3", 0, 1, 1, new float[] {1}, to);
    MapRaster raster = MapRaster.of(one, new PictureSize(1, 1), 1, 1);
    Color top = new Color(Overlay.over(pixel, raster).getRGB(0, 0));
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color color = new Color(image.getRGB(x, y));
        if (Math.abs(color.getRed() - top.getRed()) <= 2
            && Math.abs(color.getGreen() - top.getGreen()) <= 2
            && Math.abs(color.getBlue() - top.getBlue()) <= 2) {
          return true;
        }
      }
    }
    return false;
  }
}
