package io.eigencam.check;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.FrameRejected;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.RandomWeights;
import io.eigencam.model.StockModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out which layers of a model can be trusted on some pictures: asks the trained network about
 * changed pictures ({@link FrameTrial}), and the same network with random filters about the same
 * pictures ({@link RandomTrial}).
 */
public final class SelfCheck {
  /** Nothing can score more: random networks find objects everywhere, and nobody wants them. */
  private static final double NO_DETECTIONS = 1;

  private final StockModel stock;
  private final Path cacheFolder;
  private final CheckSettings settings;
  private final DetectorSettings detectorSettings;
  private final LiveExplainer explainer = new LiveExplainer();

  /** Hears how far the check has come. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param done steps of {@link SelfCheck#steps}
     */
    void at(long done);
  }

  /**
   * @param modelFolder a SavedModel
   * @param cacheFolder where derived models are kept
   * @throws ModelRejected if the model cannot be used
   */
  public SelfCheck(Path modelFolder, Path cacheFolder, CheckSettings settings)
      throws ModelRejected {
    this.stock = StockModel.open(modelFolder);
    stock.requireSupported();
    this.cacheFolder = cacheFolder;
    this.settings = settings;
    List<String> layers =
        settings.layers().isEmpty()
            ? stock.features().all().stream().map(FeatureTensor::name).toList()
            : settings.layers();
    this.detectorSettings = DetectorSettings.defaults().withLayers(layers);
  }

  /** Longer side of the model's input: pictures much larger than that may be halved. */
  public int inputSide() {
    return Math.max(stock.flat().inputWidth(), stock.flat().inputHeight());
  }

  /** How many steps a check of so many pictures has: a picture and a network each. */
  public long steps(int pictures) {
    return (1L + settings.depths().size()) * pictures;
  }

  /**
   * Checks the model. Takes two to three runs of the network per picture and layer, and a second
   * per random network.
   *
   * @param pictures at least one
   * @throws FrameRejected if the network cannot work on a picture
   */
  public CheckResult run(List<CheckPicture> pictures, Progress progress)
      throws ModelRejected, IOException, FrameRejected {
    List<FrameTrial> trials = new ArrayList<>();
    try (Detector trained = TensorFlowDetector.open(stock, cacheFolder, detectorSettings)) {
      for (CheckPicture picture : pictures) {
        trials.add(FrameTrial.of(picture, trained, explainer));
        progress.at(trials.size());
      }
      List<RandomTrial> randomTrials = randomTrials(trials, progress);
      return new CheckResult(trained.model(), layers(trials, randomTrials), trials, randomTrials);
    }
  }

  private List<RandomTrial> randomTrials(List<FrameTrial> trials, Progress progress)
      throws ModelRejected, IOException, FrameRejected {
    DetectorSettings blind =
        new DetectorSettings(
            NO_DETECTIONS,
            detectorSettings.iou(),
            detectorSettings.maxDetections(),
            detectorSettings.layers());
    RandomWeights weights = weights();
    List<RandomTrial> all = new ArrayList<>();
    long done = trials.size();
    for (double depth : settings.depths()) {
      RandomTrial trial = new RandomTrial(depth);
      try (Detector random =
          TensorFlowDetector.randomised(stock, weights, depth, settings.seed(), blind)) {
        for (FrameTrial trained : trials) {
          trial.add(trained, random, explainer);
          progress.at(++done);
        }
      }
      all.add(trial);
    }
    return all;
  }

  private RandomWeights weights() throws ModelRejected {
    List<FeatureTensor> layers = new ArrayList<>();
    for (String name : detectorSettings.layers()) {
      stock.layer(name).ifPresent(layers::add);
    }
    return new RandomWeights(stock, layers);
  }

  private List<LayerFigures> layers(List<FrameTrial> trials, List<RandomTrial> randomTrials)
      throws ModelRejected {
    Set<String> names = new TreeSet<>(trials.get(0).layers().keySet());
    RandomWeights weights = weights();
    List<LayerFigures> figures = new ArrayList<>();
    for (String name : trials.get(0).layers().keySet()) {
      if (names.remove(name)) {
        figures.add(
            LayerFigures.of(
                name,
                trials.stream().map(trial -> trial.layers().get(name)).toList(),
                randomTrials.stream()
                    .map(random -> random.figures(name, weights.share(name, random.depth())))
                    .toList()));
      }
    }
    return figures;
  }
}
