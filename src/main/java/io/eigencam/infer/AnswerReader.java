package io.eigencam.infer;

import io.eigencam.frame.Activation;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.Detection;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.model.FeatureLevel;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.StockModel;
import java.util.ArrayList;
import java.util.List;

/** From a live model's outputs to an {@link Inference}. */
final class AnswerReader {
  private final DetectionHead head;
  private final List<AnchorLevel> anchorLevels;
  private final List<FeatureLevel> scoredLevels;
  private final List<FeatureTensor> layers;
  private final List<String> names;
  private final int maxDetections;

  /**
   * @param anchorLevels what the head's anchors belong to
   * @param scoredLevels levels whose scores the live model gives beside the main output
   * @param layers explained layers
   * @param names class names in id order
   */
  AnswerReader(
      DetectionHead head,
      List<AnchorLevel> anchorLevels,
      List<FeatureLevel> scoredLevels,
      List<FeatureTensor> layers,
      List<String> names,
      int maxDetections) {
    this.head = head;
    this.anchorLevels = anchorLevels;
    this.scoredLevels = scoredLevels;
    this.layers = List.copyOf(layers);
    this.names = List.copyOf(names);
    this.maxDetections = maxDetections;
  }

  static AnswerReader of(StockModel stock, List<FeatureTensor> layers, DetectorSettings settings) {
    List<AnchorLevel> levels = AnchorLevel.of(stock.features().levels());
    return new AnswerReader(
        DetectionHead.of(stock, levels, settings),
        levels,
        LiveGraph.scoredLevels(stock),
        layers,
        stock.metadata().names(),
        settings.maxDetections());
  }

  /**
   * @throws FrameRejected INVALID_ACTIVATION if anything in the answer is not finite, UNDECODABLE
   *     if the decoder found another size than the header says
   */
  Inference read(LiveAnswer answer, Letterbox letterbox) throws FrameRejected {
    requireSize(answer.tensor(LiveGraph.PICTURE_SIZE_KEY), letterbox);
    HeadAnswer found = head.read(answer.tensor(LiveGraph.MAIN_KEY).values());
    List<LayerFeatures> features = new ArrayList<>(layers.size());
    for (FeatureTensor layer : layers) {
      features.add(features(layer, answer, letterbox.validCells(layer.stride())));
    }
    return new Inference(
        letterbox,
        detections(found, letterbox),
        found.kept().length,
        features,
        scoredLevels.isEmpty() ? found.scores() : innerScores(answer));
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

  private static LayerFeatures features(FeatureTensor layer, LiveAnswer answer, CellRegion valid)
      throws FrameRejected {
    LiveAnswer.Tensor activation = answer.tensor(LiveGraph.activationKey(layer.name()));
    float[] mean = answer.tensor(LiveGraph.meanKey(layer.name())).values();
    float[] gram = answer.tensor(LiveGraph.gramKey(layer.name())).values();
    // Not finite if any value of the activation is not, and much smaller than it.
    requireFinite(gram, layer);
    return new LayerFeatures(
        layer.name(),
        layer.stride(),
        valid,
        new Activation(
            activation.size(1), activation.size(2), activation.size(3), activation.values()),
        mean,
        gram);
  }

  private static void requireFinite(float[] values, FeatureTensor layer) throws FrameRejected {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw NotFinite.in("layer " + layer.name());
      }
    }
  }

  private List<Detection> detections(HeadAnswer found, Letterbox letterbox) {
    int reported = Math.min(maxDetections, found.kept().length);
    List<Detection> detections = new ArrayList<>(reported);
    for (int i = 0; i < reported; i++) {
      int candidate = found.kept()[i];
      Candidates candidates = found.candidates();
      int classId = candidates.classId(candidate);
      int anchor = candidates.anchor(candidate);
      detections.add(
          new Detection(
              classId,
              label(classId),
              candidates.score(candidate),
              letterbox.toPicture(candidates.box(candidate)),
              anchor,
              AnchorLevel.nameOf(anchor, anchorLevels)));
    }
    return detections;
  }

  private String label(int classId) {
    return classId >= 0 && classId < names.size() ? names.get(classId) : "class " + classId;
  }

  private List<ScoreGrid> innerScores(LiveAnswer answer) throws FrameRejected {
    List<ScoreGrid> grids = new ArrayList<>(scoredLevels.size());
    for (FeatureLevel level : scoredLevels) {
      float[] best = answer.tensor(LiveGraph.scoresKey(level)).values();
      requireFinite(best, level.feature());
      grids.add(new ScoreGrid(level.stride(), level.rows(), level.columns(), best));
    }
    return grids;
  }
}
