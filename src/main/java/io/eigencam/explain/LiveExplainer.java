package io.eigencam.explain;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.BoxAttention;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Eigen-CAM as it is shown live: the principal component of the cells that show the picture,
 * centred, its sign chosen by what the head scores, and figures that say how far to trust it.
 *
 * <p>Differs from the reference in two points that decide on real frames: cells of the letterbox's
 * padding are left out before the analysis (they carry 22 to 39 % of the first component's energy),
 * and the sign is that of the correlation with the score map (the channels' sum is a coin toss on
 * some networks).
 *
 * <p>For a classifier the class activation map of the most probable class stands beside the layers'
 * maps.
 *
 * <p>Has no state: the same inference gives the same bits, on any thread.
 */
public final class LiveExplainer implements Explainer {
  private final MapMethod method;
  private final @Nullable MapMethod fallback;

  public LiveExplainer() {
    this(ExplainSettings.DEFAULT);
  }

  public LiveExplainer(ExplainSettings settings) {
    this(EigenMaps.centred(settings), settings.fallback() ? new EnergyMap() : null);
  }

  /**
   * Explains by another method.
   *
   * @param fallback gives further maps of the layers whose own is unsure; null for none
   */
  public LiveExplainer(MapMethod method, @Nullable MapMethod fallback) {
    this.method = method;
    this.fallback = fallback;
  }

  @Override
  public Explanation explain(Inference inference) throws FrameRejected {
    List<LayerAttention> layers = new ArrayList<>();
    List<LayerAttention> further = new ArrayList<>();
    for (LayerFeatures features : inference.layers()) {
      LayerView view = new LayerView(features, inference);
      List<LayerAttention> maps = method.maps(view);
      layers.add(maps.get(0));
      further.addAll(maps.subList(1, maps.size()));
      if (fallback != null && maps.get(0).isUnsure()) {
        further.addAll(fallback.maps(view));
      }
    }
    further.addAll(ClassActivation.ofBest(inference));
    Explanation explanation = new Explanation(layers, List.of(), further);
    return explanation
        .bestAligned()
        .map(best -> new Explanation(layers, boxes(best.map(), inference.detections()), further))
        .orElse(explanation);
  }

  private static List<BoxAttention> boxes(AttentionMap map, List<Detection> detections) {
    PositiveMap positive = new PositiveMap(map);
    return detections.stream().map(detection -> positive.inside(detection.box())).toList();
  }
}
