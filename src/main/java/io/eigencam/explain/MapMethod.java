package io.eigencam.explain;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import java.util.List;

/**
 * A way to turn a layer of a frame into maps. Has no state: the same layer gives the same bits, on
 * any thread.
 */
public interface MapMethod {

  /**
   * Computes this method's maps of a layer.
   *
   * @return at least one; the first is the layer's own, the others are shown beside it
   * @throws FrameRejected INVALID_ACTIVATION if activations or scores hold NaN or infinities
   */
  List<LayerAttention> maps(LayerView layer) throws FrameRejected;
}
