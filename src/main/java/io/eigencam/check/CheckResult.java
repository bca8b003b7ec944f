package io.eigencam.check;

import io.eigencam.frame.ModelIdentity;
import java.util.List;

/** What came out of a self-check. */
public final class CheckResult {
  private final ModelIdentity model;
  private final List<CheckedLayer> layers;
  private final List<FrameTrial> trials;
  private final List<RandomTrial> randomTrials;

  CheckResult(
      ModelIdentity model,
      List<LayerFigures> layers,
      List<FrameTrial> trials,
      List<RandomTrial> randomTrials) {
    this.model = model;
    this.layers =
        layers.stream().map(figures -> new CheckedLayer(figures, Judge.of(figures))).toList();
    this.trials = List.copyOf(trials);
    this.randomTrials = List.copyOf(randomTrials);
  }

  public ModelIdentity model() {
    return model;
  }

  /** In the order in which they were asked for. */
  public List<CheckedLayer> layers() {
    return layers;
  }

  public Recommendation recommendation() {
    return Recommendation.of(layers);
  }

  /** What was asked of the trained network, a picture each. */
  public List<FrameTrial> trials() {
    return trials;
  }

  /** What random networks answered, the wholly random one last. */
  public List<RandomTrial> randomTrials() {
    return randomTrials;
  }
}
