package io.eigencam.infer;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.ScoreTarget;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.ModelCache;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.SavedModelWriter;
import io.eigencam.model.StockModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A stock SavedModel in the form of {@link GradientGraph}: activations times the gradient of a
 * score, for EigenGradCAM (pytorch-grad-cam's, which takes the components of that product). A run
 * takes not quite twice the time of a plain inference, on top of it: for single pictures, not for
 * live frames.
 */
public final class ScoreGradients implements AutoCloseable {
  /** Of the score asked for: the two graphs differ in which operations are fused. */
  private static final double TOLERANCE = 2e-3;

  private final List<FeatureTensor> layers;
  private final LivePredictor predictor;

  private ScoreGradients(List<FeatureTensor> layers, LivePredictor predictor) {
    this.layers = List.copyOf(layers);
    this.predictor = predictor;
  }

  /**
   * Derives the form with gradients, or takes it from the cache.
   *
   * @param stock the same that the detector was opened with
   * @param cacheFolder where derived models are kept; is made if it is missing
   * @throws ModelRejected if the model cannot be used, or TensorFlow cannot differentiate it
   * @throws IOException if the cache cannot be written or read
   */
  public static ScoreGradients open(StockModel stock, Path cacheFolder, DetectorSettings settings)
      throws ModelRejected, IOException {
    stock.requireSupported();
    List<FeatureTensor> layers = ExplainedLayers.choose(stock, settings.layers());
    String form =
        "gradient%d-live%d-%s"
            .formatted(
                GradientGraph.VERSION,
                LiveGraph.VERSION,
                LayerKey.of(layers.stream().map(FeatureTensor::name).toList()));
    Path derived =
        new ModelCache(cacheFolder)
            .get(
                stock.folder().digest(),
                form,
                folder -> {
                  GradientGraph graph = GradientGraph.of(stock, layers);
                  new SavedModelWriter(stock)
                      .write(folder, graph.graph(), graph.inputs(), graph.outputs());
                  stock.folder().requireUnchanged();
                });
    return new ScoreGradients(layers, LivePredictor.load(derived));
  }

  /**
   * What a picture's scores rest on.
   *
   * @param seen what a detector of the same model and layers said of the picture
   * @param targets the scores to add up and to differentiate
   * @return the same, with activation times gradient in place of every layer's activation
   * @throws FrameRejected UNDECODABLE if the picture's pixels cannot be decoded, INVALID_ACTIVATION
   *     if a product is not finite
   */
  public Inference at(EncodedPicture picture, Inference seen, List<ScoreTarget> targets)
      throws FrameRejected {
    return predictor.run(
        picture.bytes(),
        targets,
        answer -> {
          requireSame(targets, answer.tensor(GradientGraph.SCORE_KEY).at(0));
          return seen.withLayers(AnswerReader.features(layers, answer, seen.letterbox()));
        });
  }

  private static void requireSame(List<ScoreTarget> targets, float score) {
    double expected = 0;
    for (ScoreTarget target : targets) {
      Float known = target.score();
      if (known == null) {
        return;
      }
      expected += known;
    }
    if (!(Math.abs(score - expected) <= TOLERANCE * (targets.size() + expected))) {
      throw new IllegalStateException(
          "the model with gradients scores %s where the model itself scores %s; please report it"
              .formatted(score, expected));
    }
  }

  @Override
  public void close() {
    predictor.close();
  }
}
