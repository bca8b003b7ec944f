package io.eigencam.infer;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;

/** The rejection of a picture for which the network's answer holds NaN or an infinity. */
final class NotFinite {
  private NotFinite() {}

  static FrameRejected in(String what) {
    return new FrameRejected(
        RejectionReason.INVALID_ACTIVATION,
        "the model's answer holds NaN or an infinity in "
            + what
            + "; check the model with pictures it is known to handle");
  }

  /**
   * @throws FrameRejected if one of the values is NaN or an infinity
   */
  static void require(float[] values, String what) throws FrameRejected {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw in(what);
      }
    }
  }
}
