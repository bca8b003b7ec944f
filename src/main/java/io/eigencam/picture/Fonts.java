package io.eigencam.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import org.jspecify.annotations.Nullable;

/** The system's sans serif font in a few sizes. */
final class Fonts {
  private Fonts() {}

  static Font regular(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /**
   * Java draws text with the system's fonts; a bare container has none, and Java then fails in many
   * ways.
   *
   * @throws IllegalStateException if no text can be drawn
   */
  static void require() {
    try {
      FontRenderContext context = new FontRenderContext(new AffineTransform(), true, true);
      if (regular(12).getStringBounds("p3", context).getWidth() > 0) {
        return;
      }
    } catch (RuntimeException | LinkageError | InternalError missing) {
      throw noFonts(missing);
    }
    throw noFonts(null);
  }

  private static IllegalStateException noFonts(@Nullable Throwable cause) {
    return new IllegalStateException(
        "text cannot be drawn, no fonts are installed; install fontconfig and a font"
            + " (Debian: fonts-dejavu-core)",
        cause);
  }
}
