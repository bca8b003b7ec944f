package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.ClassShares;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ModelIdentity;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One class in a picture, on one sheet: its score map and the features behind it. */
public final class ClassSheet {
  private static final String EXACT =
      "What every position adds to the class's logit; what speaks against it (negative) is dark."
          + " Relative to the map's maximum.";

  private static final String LEGEND =
      "The score map says where the model claims the class, not why. Relative to each map's"
          + " maximum; negative is 0. Coloured: boxes of the class; white: of others.";

  private final String name;
  private final ModelIdentity model;
  private final EncodedPicture picture;
  private final List<Detection> detections;

  /**
   * @param name of the picture, for the title
   */
  public ClassSheet(
      String name, ModelIdentity model, EncodedPicture picture, List<Detection> detections) {
    this.name = name;
    this.model = model;
    this.picture = picture;
    this.detections = List.copyOf(detections);
  }

  /**
   * Draws the sheet.
   *
   * @throws IOException if the JDK cannot decode the picture
   * @throws IllegalStateException if no fonts are installed
   */
  public BufferedImage draw(ClassExplanation explanation) throws IOException {
    Fonts.require();
    List<ClassMap> maps = explanation.maps();
    SheetLayout layout = SheetLayout.of(maps.size(), 4, picture.size());
    BufferedImage shown = PictureReader.read(picture, layout.imageWidth(), layout.imageHeight());
    List<Panel> panels = new ArrayList<>();
    for (ClassMap map : maps) {
      panels.add(panel(explanation, map, shown));
    }
    return new Sheet(layout)
        .draw(
            explanation.label() + " in " + name,
            "Class maps of %s (input %d × %d, digest %.12s)"
                .formatted(model.name(), model.inputWidth(), model.inputHeight(), model.digest()),
            panels,
            explanation.headMap().attention().map().kind() == MapKind.SCORE ? LEGEND : EXACT);
  }

  private Panel panel(ClassExplanation explanation, ClassMap map, BufferedImage shown) {
    AttentionMap values = map.attention().map();
    boolean ofHead = map.equals(explanation.headMap());
    List<String> lines = new ArrayList<>();
    lines.add(
        ofHead
            ? String.format(
                Locale.ROOT,
                "%d × %d cells · best score %.2f",
                values.columns(),
                values.rows(),
                explanation.bestScore())
            : String.format(
                Locale.ROOT, "%d × %d cells%s", values.columns(), values.rows(), correlation(map)));
    lines.addAll(shares(map.shares()));
    return new Panel(
        (ofHead ? "" : values.layer() + " · ") + MapWords.name(values),
        "",
        lines,
        List.of(),
        explanation.scored()
            ? FlagWords.of(map.attention().flags())
            : List.of("not claimed in this picture: no map"),
        image(explanation.classId(), values, shown));
  }

  private static String correlation(ClassMap map) {
    Double correlation = map.correlationWithEigenCam();
    return correlation == null
        ? ""
        : String.format(Locale.ROOT, " · correlation with Eigen-CAM %.2f", correlation);
  }

  private static List<String> shares(ClassShares shares) {
    Double own = shares.own();
    Double others = shares.othersOnly();
    if (own == null || others == null) {
      return List.of();
    }
    return List.of(
        String.format(
            Locale.ROOT,
            "own boxes %.0f %% (of the area %.0f %%)",
            100 * own,
            100 * shares.ownArea()),
        String.format(
            Locale.ROOT,
            "only others' boxes %.0f %% (of the area %.0f %%)",
            100 * others,
            100 * shares.othersOnlyArea()));
  }

  private BufferedImage image(int classId, AttentionMap map, BufferedImage shown) {
    BufferedImage image =
        Overlay.over(shown, MapRaster.of(map, picture.size(), shown.getWidth(), shown.getHeight()));
    Graphics2D graphics = SmoothGraphics.of(image);
    BoxPainter painter =
        new BoxPainter(
            graphics,
            image.getWidth(),
            image.getHeight(),
            (double) image.getWidth() / picture.size().width());
    painter.drawUnseen(model.fit(picture.size()));
    painter.drawOutlines(detections.stream().filter(one -> one.classId() != classId).toList());
    painter.drawAll(detections.stream().filter(one -> one.classId() == classId).toList());
    graphics.dispose();
    return image;
  }
}
