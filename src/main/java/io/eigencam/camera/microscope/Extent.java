package io.eigencam.camera.microscope;

import org.jspecify.annotations.Nullable;

/** Pixel bounds of a drawn shape inside the picture, and how far it reaches outside it. */
final class Extent {
  /** Share of a cell's box that must lie inside the picture for it to be labelled. */
  private static final double LABELED_SHARE = 0.25;

  private int left = Integer.MAX_VALUE;
  private int top = Integer.MAX_VALUE;
  private int right = -1;
  private int bottom = -1;
  double fullArea;

  void include(int x, int y) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
  }

  /** The label of what was drawn; null when too little of it is visible. */
  @Nullable CellLabel label(CellKind kind, double zoom) {
    if (right < 0) {
      return null;
    }
    int boxWidth = right + 1 - left;
    int boxHeight = bottom + 1 - top;
    boolean visible =
        boxWidth * (double) boxHeight >= LABELED_SHARE * fullArea
            && Math.min(boxWidth, boxHeight) >= 8 * zoom;
    return visible ? new CellLabel(kind, left, top, right + 1, bottom + 1) : null;
  }
}
