package io.eigencam.infer;

import io.eigencam.frame.Box;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RotatedBox;
import io.eigencam.model.BoxUnits;
import io.eigencam.model.StockModel;
import java.util.Objects;

/**
 * From the units of a head's boxes to pixels of the model's input.
 *
 * @param x what to multiply horizontal values by
 * @param y what to multiply vertical values by
 */
record InputPixels(float x, float y) {

  /** Of a head whose boxes are in pixels of the input already. */
  static final InputPixels SAME = new InputPixels(1, 1);

  /** Those of a detector's main output. */
  static InputPixels of(StockModel stock) {
    BoxUnits units = Objects.requireNonNull(stock.boxUnits(), "a detector has boxes");
    return of(units, stock.flat().inputWidth(), stock.flat().inputHeight());
  }

  static InputPixels of(BoxUnits units, int inputWidth, int inputHeight) {
    return switch (units) {
      case PIXELS -> SAME;
      case NORMALISED -> new InputPixels(inputWidth, inputHeight);
    };
  }

  /** A box given by its centre and size, in the head's units; 32 bit, as the reference computes. */
  Box fromCentre(float centreX, float centreY, float width, float height) throws FrameRejected {
    float halfWidth = width * x / 2;
    float halfHeight = height * y / 2;
    return finite(
        new Box(
            centreX * x - halfWidth,
            centreY * y - halfHeight,
            centreX * x + halfWidth,
            centreY * y + halfHeight));
  }

  /**
   * A box given by its centre, size and angle in radians; all but the angle in the head's units.
   */
  RotatedBox rotated(float centreX, float centreY, float width, float height, float angle)
      throws FrameRejected {
    if (!Float.isFinite(centreX + centreY + width + height + angle)) {
      throw NotFinite.in("a box");
    }
    return new RotatedBox(centreX * x, centreY * y, width * x, height * y, angle);
  }

  /** A box given by its corners, in the head's units. */
  Box fromCorners(float x1, float y1, float x2, float y2) throws FrameRejected {
    return finite(new Box(x1 * x, y1 * y, x2 * x, y2 * y));
  }

  private static Box finite(Box box) throws FrameRejected {
    // One sum instead of four tests: it is finite only if every summand is.
    if (!Float.isFinite(box.x1() + box.y1() + box.x2() + box.y2())) {
      throw NotFinite.in("a box");
    }
    return box;
  }
}
