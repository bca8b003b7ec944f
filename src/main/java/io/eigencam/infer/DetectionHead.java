package io.eigencam.infer;

import io.eigencam.frame.FrameRejected;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.StockModel;
import java.util.List;

/** How boxes and scores are to be read from a live model's answer. */
sealed interface DetectionHead permits AnchorHead, RowHead, LevelHead {

  /**
   * Reads what the head says.
   *
   * @throws FrameRejected INVALID_ACTIVATION if a score or a box is not finite
   */
  HeadAnswer read(LiveAnswer answer) throws FrameRejected;

  /** The head of a detector whose main output is an output of the live model. */
  static DetectionHead of(StockModel stock, List<AnchorLevel> levels, DetectorSettings settings) {
    HeadLayout layout = stock.layout();
    InputPixels units = InputPixels.of(stock);
    return switch (layout.kind()) {
      case RAW -> new AnchorHead(layout, levels, units, settings);
      case ROWS -> new RowHead(layout, units, settings);
      case CLASSIFY -> throw new IllegalArgumentException("a classifier has no detection head");
    };
  }
}
