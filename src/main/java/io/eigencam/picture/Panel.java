package io.eigencam.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;

/**
 * One picture of a sheet and what stands above it.
 *
 * @param title a word or two
 * @param badge a short praise behind the title; empty for none
 * @param lines small text below the title
 * @param keys what the colours of boxes mean; may be empty
 * @param warnings why not to trust it
 */
record Panel(
    String title,
    String badge,
    List<String> lines,
    List<ColorKey> keys,
    List<String> warnings,
    BufferedImage image) {

  /** A colour and what it stands for. */
  record ColorKey(Color color, String meaning) {}

  Panel {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(badge, "badge");
    Objects.requireNonNull(image, "image");
    lines = List.copyOf(lines);
    keys = List.copyOf(keys);
    warnings = List.copyOf(warnings);
  }
}
