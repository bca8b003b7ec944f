package io.eigencam.picture;

import java.awt.Color;

/** A colour per class that people can tell apart, also on dark and bright pictures. */
final class ClassColors {
  /** Even hues of similar lightness, neighbouring classes far apart. */
  private static final Color[] COLORS = {
    new Color(0x00b3a4),
    new Color(0xff8a1f),
    new Color(0x3d9bff),
    new Color(0xe8518d),
    new Color(0x8fc31f),
    new Color(0xb07cff),
    new Color(0xf2c200),
    new Color(0xff6155),
    new Color(0x00bde3),
    new Color(0xd18b52)
  };

  private ClassColors() {}

  static Color of(int classId) {
    return COLORS[Math.floorMod(classId, COLORS.length)];
  }

  /** Black or white, whichever can be read on the colour. */
  static Color textOn(Color color) {
    double luma = 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
    return luma > 140 ? Color.BLACK : Color.WHITE;
  }
}
