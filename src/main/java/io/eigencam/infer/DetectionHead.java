package io.eigencam.infer;

import io.eigencam.frame.FrameRejected;

/** How a model's main output is to be read. */
sealed interface DetectionHead permits AnchorHead, RowHead {

  /**
   * Reads the main output.
   *
   * @param output all values in C order
   * @throws FrameRejected INVALID_ACTIVATION if a score or a box is not finite
   */
  HeadAnswer read(float[] output) throws FrameRejected;
}
