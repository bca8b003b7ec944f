package io.eigencam.infer;

import io.eigencam.frame.FrameRejected;
import io.eigencam.model.BoxUnits;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.StockModel;
import java.util.List;
import java.util.Objects;

/** How a model's main output is to be read. */
sealed interface DetectionHead permits AnchorHead, RowHead {

  /**
   * Reads the main output.
   *
   * @param output all values in C order
   * @throws FrameRejected INVALID_ACTIVATION if a score or a box is not finite
   */
  HeadAnswer read(float[] output) throws FrameRejected;

  /** The head of a detector. */
  static DetectionHead of(StockModel stock, List<AnchorLevel> levels, DetectorSettings settings) {
    HeadLayout layout = stock.layout();
    BoxUnits boxUnits = Objects.requireNonNull(stock.boxUnits(), "a detector has boxes");
    InputPixels units =
        InputPixels.of(boxUnits, stock.flat().inputWidth(), stock.flat().inputHeight());
    return switch (layout.kind()) {
      case RAW -> new AnchorHead(layout.classes(), layout.candidates(), levels, units, settings);
      case ROWS -> new RowHead(layout.extra(), units, settings);
      case CLASSIFY -> throw new IllegalArgumentException("a classifier has no detection head");
    };
  }
}
