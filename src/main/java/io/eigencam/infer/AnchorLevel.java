package io.eigencam.infer;

import io.eigencam.model.FeatureLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * One level of the head's anchors: a grid over the model's input, row by row.
 *
 * @param name "p3", "p4", ...
 * @param stride pixels of the input per cell
 * @param firstAnchor index of its first cell among the anchors of all levels
 */
record AnchorLevel(String name, int stride, int rows, int columns, int firstAnchor) {

  /** Numbers the cells of all levels, finest level first. */
  static List<AnchorLevel> of(List<FeatureLevel> finestFirst) {
    List<AnchorLevel> levels = new ArrayList<>(finestFirst.size());
    int first = 0;
    for (FeatureLevel level : finestFirst) {
      AnchorLevel next =
          new AnchorLevel(level.name(), level.stride(), level.rows(), level.columns(), first);
      levels.add(next);
      first += next.cells();
    }
    return levels;
  }

  /** The level of an anchor; empty for -1. */
  static String nameOf(int anchor, List<AnchorLevel> levels) {
    for (AnchorLevel level : levels) {
      if (anchor >= level.firstAnchor() && anchor < level.firstAnchor() + level.cells()) {
        return level.name();
      }
    }
    return "";
  }

  int cells() {
    return rows * columns;
  }
}
