package io.eigencam.picture;

import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Letterbox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/** Draws boxes and their labels over a picture that may be shown smaller or larger than it is. */
public final class BoxPainter {
  private static final int PADDING = 4;

  /** With more boxes than this, labels would cover the picture. */
  private static final int MOST_LABELS = 15;

  private final Graphics2D graphics;
  private final int width;
  private final int height;
  private final double scale;

  /**
   * @param width of the picture as shown
   * @param height of the picture as shown
   * @param scale shown pixels per pixel of the picture
   */
  public BoxPainter(Graphics2D graphics, int width, int height, double scale) {
    this.graphics = graphics;
    this.width = width;
    this.height = height;
    this.scale = scale;
  }

  /** Boxes in colours of their classes; the most confident ones are drawn last, on top. */
  public void drawAll(List<Detection> detections) {
    boolean labels = detections.size() <= MOST_LABELS;
    for (int i = detections.size() - 1; i >= 0; i--) {
      Detection detection = detections.get(i);
      outline(detection.box(), ClassColors.of(detection.classId()), labels ? 2f : 1.6f);
    }
    for (int i = detections.size() - 1; i >= 0 && labels; i--) {
      label(detections.get(i));
    }
  }

  /** Thin white boxes without labels, for pictures whose colours mean something else. */
  public void drawOutlines(List<Detection> detections) {
    for (Detection detection : detections) {
      outline(detection.box(), new Color(255, 255, 255, 190), 1f);
    }
  }

  /** Darkens what the model did not see, where the picture was cut for it. */
  void drawUnseen(Letterbox fitted) {
    if (!fitted.cuts()) {
      return;
    }
    Box seen = fitted.seen();
    Area unseen = new Area(new Rectangle2D.Double(0, 0, width, height));
    unseen.subtract(
        new Area(
            new Rectangle2D.Double(
                seen.x1() * scale,
                seen.y1() * scale,
                (seen.x2() - seen.x1()) * scale,
                (seen.y2() - seen.y1()) * scale)));
    graphics.setColor(new Color(20, 20, 20, 215));
    graphics.fill(unseen);
  }

  private void outline(Box box, Color color, float stroke) {
    Rectangle2D rectangle = shown(box);
    graphics.setStroke(new BasicStroke(stroke + 1.4f));
    graphics.setColor(new Color(0, 0, 0, 60));
    graphics.draw(rectangle);
    graphics.setStroke(new BasicStroke(stroke));
    graphics.setColor(color);
    graphics.draw(rectangle);
  }

  private void label(Detection detection) {
    Font font = Fonts.bold(13);
    FontMetrics metrics = graphics.getFontMetrics(font);
    String text = String.format(Locale.ROOT, "%s %.2f", detection.label(), detection.confidence());
    int labelWidth = metrics.stringWidth(text) + 2 * PADDING;
    int labelHeight = metrics.getAscent() + metrics.getDescent() + 2;
    Rectangle2D box = shown(detection.box());
    // Above the box; inside when there is no room; never outside the picture.
    double above = box.getY() - labelHeight;
    int y = (int) Math.round(above >= 0 ? above : Math.min(box.getY(), height - labelHeight));
    int x = (int) Math.round(Math.max(0, Math.min(box.getX() - 1, width - labelWidth)));
    Color color = ClassColors.of(detection.classId());
    graphics.setColor(color);
    graphics.fillRect(x, y, labelWidth, labelHeight);
    graphics.setColor(ClassColors.textOn(color));
    graphics.setFont(font);
    graphics.drawString(text, x + PADDING, y + metrics.getAscent() + 1);
  }

  /** Half a pixel inwards, so that lines at the picture's edge stay visible. */
  private Rectangle2D shown(Box box) {
    double left = Math.max(1, box.x1() * scale);
    double top = Math.max(1, box.y1() * scale);
    double right = Math.min(width - 2, box.x2() * scale);
    double bottom = Math.min(height - 2, box.y2() * scale);
    return new Rectangle2D.Double(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }
}
