package io.eigencam.infer;

/**
 * One level of the head's anchors: a grid over the model's input, row by row.
 *
 * @param name "p3", "p4", ...
 * @param stride pixels of the input per cell
 * @param firstAnchor index of its first cell among the anchors of all levels
 */
record AnchorLevel(String name, int stride, int rows, int columns, int firstAnchor) {
  int cells() {
    return rows * columns;
  }

  boolean contains(int anchor) {
    return anchor >= firstAnchor && anchor < firstAnchor + cells();
  }
}
