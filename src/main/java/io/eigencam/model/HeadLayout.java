package io.eigencam.model;

import java.util.Objects;

/**
 * How the main output is to be read.
 *
 * @param kind which axes mean what
 * @param classes number of classes
 * @param extra values after the class scores (RAW) or after the class (ROWS): mask coefficients,
 *     keypoints, an angle
 * @param candidates RAW: anchors; ROWS: rows, -1 if their number varies; CLASSIFY: 1
 * @param rotated whether the extra value is the angle of the box, in radians; then rows hold cx cy
 *     w h in place of corners
 */
public record HeadLayout(Kind kind, int classes, int extra, int candidates, boolean rotated) {

  /** The known layouts; B is the batch. */
  public enum Kind {
    /**
     * [B, 4 (cx cy w h) + classes (0..1) + extra, anchors]; finest level first, each row by row.
     */
    RAW,
    /** [B, rows, x1 y1 x2 y2 score class (+ extra)]; already suppressed, zero rows at the end. */
    ROWS,
    /** [B, classes], after the softmax. */
    CLASSIFY
  }

  public HeadLayout {
    Objects.requireNonNull(kind, "kind");
  }

  /** Of upright boxes, or of no boxes. */
  public HeadLayout(Kind kind, int classes, int extra, int candidates) {
    this(kind, classes, extra, candidates, false);
  }

  /** RAW: index of the first class row; the four box rows are 0 to 3. */
  public int firstScore() {
    return 4;
  }
}
