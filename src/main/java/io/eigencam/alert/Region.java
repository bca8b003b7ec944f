package io.eigencam.alert;

import io.eigencam.frame.Box;
import io.eigencam.frame.PictureSize;
import java.util.Locale;
import java.util.Objects;

/**
 * A part of the picture where attention has changed.
 *
 * @param kind whether there is more or less
 * @param box in pixels of the picture
 * @param zone in words: "lower left"
 * @param peak largest change in it, in the cell's standard deviations
 */
public record Region(Kind kind, Box box, String zone, double peak) {
  /** Which way attention has changed. */
  public enum Kind {
    GAINED,
    LOST
  }

  public Region {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(zone, "zone");
  }

  static Region of(Kind kind, Box box, PictureSize picture, double peak) {
    String vertical = third((box.y1() + box.y2()) / 2, picture.height(), "upper", "lower");
    String horizontal = third((box.x1() + box.x2()) / 2, picture.width(), "left", "right");
    String zone = (vertical + " " + horizontal).strip();
    return new Region(kind, box, zone.isEmpty() ? "middle" : zone, peak);
  }

  private static String third(float centre, int length, String first, String last) {
    return centre < length / 3.0 ? first : centre > 2 * length / 3.0 ? last : "";
  }

  /** "lower left (x 40-210, y 300-360)". */
  String text() {
    return String.format(
        Locale.ROOT, "%s (x %.0f-%.0f, y %.0f-%.0f)", zone, box.x1(), box.x2(), box.y1(), box.y2());
  }
}
