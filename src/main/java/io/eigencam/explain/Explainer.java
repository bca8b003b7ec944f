package io.eigencam.explain;

import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;

/** Says what a model attended to in one picture. Has no state. */
@FunctionalInterface
public interface Explainer {

  /**
   * Explains every layer of an inference, in its order.
   *
   * @throws FrameRejected INVALID_ACTIVATION if activations or scores hold NaN or infinities
   */
  Explanation explain(Inference inference) throws FrameRejected;
}
