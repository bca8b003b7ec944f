package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Detections one by one, on one sheet: what is in the box, and the map of its cells alone. */
public final class BoxSheet {
  /** More panels nobody looks at. */
  private static final int MOST_PANELS = 12;

  private static final int LONGEST_SIDE = 1920;

  private final String name;
  private final ModelIdentity model;
  private final EncodedPicture picture;

  /**
   * @param name of the picture, for the title
   */
  public BoxSheet(String name, ModelIdentity model, EncodedPicture picture) {
    this.name = name;
    this.model = model;
    this.picture = picture;
  }

  /**
   * Draws the most confident detections.
   *
   * @param boxes one for every detection
   * @throws IOException if the JDK cannot decode the picture
   * @throws IllegalStateException if no fonts are installed
   */
  public BufferedImage draw(List<Detection> detections, List<BoxLocal> boxes) throws IOException {
    Fonts.require();
    int count = Math.min(detections.size(), MOST_PANELS);
    PictureSize size = picture.size();
    double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(size.width(), size.height()));
    BufferedImage whole =
        PictureReader.read(
            picture,
            Math.max(1, (int) (size.width() * scale)),
            Math.max(1, (int) (size.height() * scale)));
    SheetLayout layout = SheetLayout.of(Math.max(1, count), 3, new PictureSize(4, 3));
    List<Panel> panels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      panels.add(panel(i, detections.get(i), boxes.get(i), whole, layout));
    }
    String shown =
        count < detections.size()
            ? "the %d most confident of %d detections".formatted(count, detections.size())
            : count == 0 ? "nothing found" : count + " of " + count + " detections";
    return new Sheet(layout)
        .draw(
            "Boxes of " + name + " · " + shown,
            "Eigen-CAM inside each box of %s (input %d × %d, digest %.12s)"
                .formatted(model.name(), model.inputWidth(), model.inputHeight(), model.digest()),
            panels,
            "Each map has a scale of its own; negative is 0. White: the detected box.");
  }

  private Panel panel(
      int index, Detection detection, BoxLocal box, BufferedImage whole, SheetLayout layout) {
    LayerAttention local = box.attention();
    Rectangle region = region(detection, local);
    double fit =
        Math.min(
            layout.imageWidth() / region.getWidth(), layout.imageHeight() / region.getHeight());
    int width = (int) Math.max(1, Math.round(region.width * fit));
    int height = (int) Math.max(1, Math.round(region.height * fit));
    BufferedImage cut = cut(whole, region, width, height);
    if (local != null) {
      AttentionMap moved = moved(local.map(), region);
      PictureSize size = new PictureSize(region.width, region.height);
      cut = Overlay.over(cut, MapRaster.of(moved, size, width, height));
    }
    return new Panel(
        String.format(
            Locale.ROOT, "%d · %s %.2f", index, detection.label(), detection.confidence()),
        detection.level(),
        lines(local),
        List.of(),
        local == null ? List.of(box.reason()) : FlagWords.of(local.flags()),
        framed(cut, detection, region, fit, layout));
  }

  private static List<String> lines(@Nullable LayerAttention local) {
    Double share = local == null ? null : local.componentShare();
    return local == null || share == null
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%d × %d cells · %.0f %% of their variance",
                local.map().columns(),
                local.map().rows(),
                100 * share));
  }

  /** The cells of the map, or the box and a tenth around it, in whole pixels of the picture. */
  private Rectangle region(Detection detection, @Nullable LayerAttention local) {
    double left = detection.box().x1();
    double top = detection.box().y1();
    double right = detection.box().x2();
    double bottom = detection.box().y2();
    if (local == null) {
      double width = right - left;
      double height = bottom - top;
      left -= width / 10;
      right += width / 10;
      top -= height / 10;
      bottom += height / 10;
    } else {
      CellToPicture to = local.map().cellToPicture();
      left = Math.min(left, to.x(-0.5, 0));
      top = Math.min(top, to.y(0, -0.5));
      right = Math.max(right, to.x(local.map().columns() - 0.5, 0));
      bottom = Math.max(bottom, to.y(0, local.map().rows() - 0.5));
    }
    PictureSize size = picture.size();
    int x = (int) Math.max(0, Math.min(Math.floor(left), size.width() - 1.0));
    int y = (int) Math.max(0, Math.min(Math.floor(top), size.height() - 1.0));
    int endX = (int) Math.max(x + 1.0, Math.min(Math.ceil(right), size.width()));
    int endY = (int) Math.max(y + 1.0, Math.min(Math.ceil(bottom), size.height()));
    return new Rectangle(x, y, endX - x, endY - y);
  }

  private BufferedImage cut(BufferedImage whole, Rectangle region, int width, int height) {
    double scaleX = (double) whole.getWidth() / picture.size().width();
    double scaleY = (double) whole.getHeight() / picture.size().height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        whole,
        0,
        0,
        width,
        height,
        (int) (region.x * scaleX),
        (int) (region.y * scaleY),
        (int) Math.ceil(region.getMaxX() * scaleX),
        (int) Math.ceil(region.getMaxY() * scaleY),
        null);
    graphics.dispose();
    return image;
  }

  /** The same map over a picture that begins at the region's corner. */
  private static AttentionMap moved(AttentionMap map, Rectangle region) {
    CellToPicture to = map.cellToPicture();
    return new AttentionMap(
        map.layer(),
        map.component(),
        map.rows(),
        map.columns(),
        map.projection(),
        new CellToPicture(to.a(), to.b(), to.c() - region.x, to.d(), to.e(), to.f() - region.y));
  }

  /** In the middle of a panel, with the box drawn. */
  private static BufferedImage framed(
      BufferedImage cut, Detection detection, Rectangle region, double fit, SheetLayout layout) {
    Graphics2D over = SmoothGraphics.of(cut);
    Box box = detection.box();
    Box inRegion =
        new Box(box.x1() - region.x, box.y1() - region.y, box.x2() - region.x, box.y2() - region.y);
    new BoxPainter(over, cut.getWidth(), cut.getHeight(), fit)
        .drawOutlines(
            List.of(
                new Detection(
                    detection.classId(),
                    detection.label(),
                    detection.confidence(),
                    inRegion,
                    detection.anchor(),
                    detection.level())));
    over.dispose();
    BufferedImage image =
        new BufferedImage(layout.imageWidth(), layout.imageHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0xf4f5f7));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.drawImage(
        cut,
        (image.getWidth() - cut.getWidth()) / 2,
        (image.getHeight() - cut.getHeight()) / 2,
        null);
    graphics.dispose();
    return image;
  }
}
