package io.eigencam.infer;

import io.eigencam.frame.Activation;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.RejectionReason;
import io.eigencam.model.FeatureTensor;
import java.util.ArrayList;
import java.util.List;

/** From a live model's outputs to an {@link Inference}. */
final class AnswerReader {
  private final ResultReader result;
  private final List<FeatureTensor> layers;

  /** How the model's own result is read. */
  sealed interface ResultReader permits DetectionReader, ClassificationReader {
    Inference read(LiveAnswer answer, Letterbox letterbox, List<LayerFeatures> layers)
        throws FrameRejected;
  }

  /**
   * @param layers explained layers
   */
  AnswerReader(ResultReader result, List<FeatureTensor> layers) {
    this.result = result;
    this.layers = List.copyOf(layers);
  }

  /**
   * @throws FrameRejected INVALID_ACTIVATION if anything in the answer is not finite, UNDECODABLE
   *     if the decoder found another size than the header says
   */
  Inference read(LiveAnswer answer, Letterbox letterbox) throws FrameRejected {
    requireSize(answer.tensor(LiveGraph.PICTURE_SIZE_KEY), letterbox);
    return result.read(answer, letterbox, features(layers, answer, letterbox));
  }

  /** The layers' geometry was computed from the decoded size, ours from the header's. */
  private static void requireSize(LiveAnswer.Tensor size, Letterbox letterbox)
      throws FrameRejected {
    int height = (int) size.values()[0];
    int width = (int) size.values()[1];
    if (height != letterbox.picture().height() || width != letterbox.picture().width()) {
      throw new FrameRejected(
          RejectionReason.UNDECODABLE,
          "the picture's header says %s pixels, but it holds %dx%d"
              .formatted(letterbox.picture(), width, height));
    }
  }

  /**
   * @throws FrameRejected INVALID_ACTIVATION if a value is not finite
   */
  static List<LayerFeatures> features(
      List<FeatureTensor> layers, LiveAnswer answer, Letterbox letterbox) throws FrameRejected {
    List<LayerFeatures> features = new ArrayList<>(layers.size());
    for (FeatureTensor layer : layers) {
      features.add(features(layer, answer, letterbox.validCells(layer.stride())));
    }
    return features;
  }

  private static LayerFeatures features(FeatureTensor layer, LiveAnswer answer, CellRegion valid)
      throws FrameRejected {
    LiveAnswer.Tensor activation = answer.tensor(LiveGraph.activationKey(layer.name()));
    float[] mean = answer.tensor(LiveGraph.meanKey(layer.name())).values();
    float[] gram = answer.tensor(LiveGraph.gramKey(layer.name())).values();
    requireFinite(gram, mean.length, layer.name());
    return new LayerFeatures(
        layer.name(),
        layer.stride(),
        valid,
        new Activation(
            activation.size(1), activation.size(2), activation.size(3), activation.values()),
        mean,
        gram);
  }

  /**
   * A value of the activation that is not finite shows in its channel's sum of squares, on the
   * diagonal; and no element off the diagonal is larger than all of these.
   */
  private static void requireFinite(float[] gram, int channels, String layer) throws FrameRejected {
    for (int channel = 0; channel < channels; channel++) {
      if (!Float.isFinite(gram[channel * channels + channel])) {
        throw NotFinite.in("layer " + layer);
      }
    }
  }
}
