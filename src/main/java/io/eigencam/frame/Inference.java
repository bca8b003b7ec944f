package io.eigencam.frame;

import java.util.List;
import java.util.Objects;

/**
 * What the model said about one picture. Plain Java memory: nothing native leaves the step {@code
 * infer}.
 *
 * @param letterbox how the picture was fitted into the input
 * @param detections after suppression, most confident first, cut to the reported maximum
 * @param detectionsTotal how many there were before the cut
 * @param layers features of every explained layer, valid cells only
 * @param scores largest class score per cell of every level, finest first; empty where the head
 *     does not tell
 */
public record Inference(
    Letterbox letterbox,
    List<Detection> detections,
    int detectionsTotal,
    List<LayerFeatures> layers,
    List<ScoreGrid> scores) {
  public Inference {
    Objects.requireNonNull(letterbox, "letterbox");
    detections = List.copyOf(detections);
    layers = List.copyOf(layers);
    scores = List.copyOf(scores);
    if (detectionsTotal < detections.size()) {
      throw new IllegalArgumentException("more detections reported than found");
    }
  }
}
