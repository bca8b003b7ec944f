package io.eigencam.check;

import java.util.Objects;

/** A layer, what was measured and what that means. */
public record CheckedLayer(LayerFigures figures, Verdict verdict) {
  public CheckedLayer {
    Objects.requireNonNull(figures, "figures");
    Objects.requireNonNull(verdict, "verdict");
  }

  public String layer() {
    return figures.layer();
  }
}
