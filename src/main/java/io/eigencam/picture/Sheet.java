package io.eigencam.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Panels side by side under a title, with a colour scale below. */
final class Sheet {
  private static final Color INK = new Color(0x1c2330);
  private static final Color FAINT = new Color(0x5d6778);
  private static final Color RULE = new Color(0xdde1e8);
  private static final Color WARNING = new Color(0xb34700);
  private static final Color PRAISE = new Color(0x0a7f4f);
  private static final int HEADER = 78;
  private static final int FOOTER = 64;

  private final SheetLayout layout;
  private final BufferedImage image;
  private final Graphics2D graphics;

  Sheet(SheetLayout layout) {
    this.layout = layout;
    int width = layout.width() + 2 * SheetLayout.MARGIN;
    int height = HEADER + layout.height() + FOOTER + SheetLayout.MARGIN;
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.graphics = SmoothGraphics.of(image);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
  }

  BufferedImage draw(String title, String subtitle, List<Panel> panels, String legend) {
    int left = SheetLayout.MARGIN;
    text(title, Fonts.bold(22), INK, left, 40, layout.width());
    text(subtitle, Fonts.regular(14), FAINT, left, 62, layout.width());
    for (int i = 0; i < panels.size(); i++) {
      int column = i % layout.columns();
      int row = i / layout.columns();
      panel(
          panels.get(i),
          left + column * (layout.panelWidth() + SheetLayout.GAP),
          HEADER + row * (layout.panelHeight() + SheetLayout.GAP));
    }
    scale(left, HEADER + layout.height() + 24, legend);
    graphics.dispose();
    return image;
  }

  private void panel(Panel panel, int x, int y) {
    int width = layout.panelWidth();
    int next = x + text(panel.title(), Fonts.bold(17), INK, x, y + 20, width) + 10;
    text(panel.badge(), Fonts.bold(13), PRAISE, next, y + 20, x + width - next);
    int line = y + 40;
    for (String detail : panel.lines()) {
      text(detail, Fonts.regular(13), FAINT, x, line, width);
      line += 18;
    }
    keys(panel.keys(), x, line, width);
    text(String.join("   ", panel.warnings()), Fonts.bold(13), WARNING, x, line, width);
    int top = y + layout.caption();
    graphics.drawImage(panel.image(), x, top, null);
    graphics.setColor(RULE);
    graphics.drawRect(x - 1, top - 1, panel.image().getWidth() + 1, panel.image().getHeight() + 1);
  }

  private void keys(List<Panel.ColorKey> keys, int x, int baseline, int room) {
    int next = x;
    for (Panel.ColorKey key : keys) {
      if (next > x + room - 50) {
        text("…", Fonts.regular(13), FAINT, next, baseline, 20);
        return;
      }
      graphics.setColor(key.color());
      graphics.fillRect(next, baseline - 10, 11, 11);
      next += 16;
      next += text(key.meaning(), Fonts.regular(13), FAINT, next, baseline, x + room - next) + 14;
    }
  }

  private void scale(int x, int y, String legend) {
    int width = Math.min(256, layout.width() / 2);
    for (int i = 0; i < width; i++) {
      graphics.setColor(new Color(ColorMap.rgb(i / (width - 1.0))));
      graphics.fillRect(x + i, y, 1, 14);
    }
    Font font = Fonts.regular(13);
    text("0", font, INK, x, y + 31, width);
    String end = "maximum of the map";
    text(end, font, INK, x + width - graphics.getFontMetrics(font).stringWidth(end), y + 31, width);
    text(legend, font, FAINT, x + width + 18, y + 12, layout.width() - width - 18);
  }

  /** Returns the width of the text, which is shortened to the room it has. */
  private int text(String text, Font font, Color color, int x, int baseline, int room) {
    FontMetrics metrics = graphics.getFontMetrics(font);
    String shown = text;
    int kept = text.length();
    while (metrics.stringWidth(shown) > room && kept > 0) {
      kept--;
      shown = text.substring(0, kept) + "…";
    }
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(shown, x, baseline);
    return metrics.stringWidth(shown);
  }
}
