package io.eigencam.check;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.FrameRejected;
import io.eigencam.infer.Detector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trained network's maps against those of the same network with random filters. */
public final class RandomTrial {
  private final double depth;
  private final Map<String, List<Double>> rankCorrelations = new HashMap<>();
  private final Map<String, List<Double>> similarities = new HashMap<>();
  private final List<Map<String, AttentionMap>> maps = new ArrayList<>();

  /**
   * @param depth share of the convolutions that are random
   */
  RandomTrial(double depth) {
    this.depth = depth;
  }

  void add(FrameTrial trained, Detector random, LiveExplainer explainer) throws FrameRejected {
    FrameLook look = FrameLook.at(trained.picture().original(), random, explainer);
    Map<String, AttentionMap> ofPicture = new LinkedHashMap<>();
    look.layers()
        .forEach(
            (name, layer) -> {
              LayerTrial trial = trained.layers().get(name);
              ofPicture.put(name, layer.map());
              if (trial != null && trial.look().hasMap()) {
                compare(name, trial.look().map(), layer.map());
              }
            });
    maps.add(ofPicture);
  }

  private void compare(String layer, AttentionMap trained, AttentionMap random) {
    rankCorrelations
        .computeIfAbsent(layer, name -> new ArrayList<>())
        .add(Math.abs(MapLikeness.spearman(trained.projection(), random.projection())));
    similarities
        .computeIfAbsent(layer, name -> new ArrayList<>())
        .add(
            MapLikeness.ssim(
                trained.projection(), random.projection(), trained.rows(), trained.columns()));
  }

  public double depth() {
    return depth;
  }

  /** Maps by layer, a picture each, in the order in which pictures were added. */
  public List<Map<String, AttentionMap>> maps() {
    return maps;
  }

  /**
   * @param share of the convolutions that lead to the layer
   */
  RandomisedFigures figures(String layer, double share) {
    return new RandomisedFigures(
        depth, share, median(rankCorrelations.get(layer)), median(similarities.get(layer)));
  }

  private static double median(@org.jspecify.annotations.Nullable List<Double> values) {
    Double median = values == null ? null : Quantiles.median(values.stream().map(v -> v));
    return median == null ? 0 : median;
  }
}
