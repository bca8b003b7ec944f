package io.eigencam.infer;

import io.eigencam.frame.Detection;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.model.FeatureLevel;
import io.eigencam.model.StockModel;
import java.util.ArrayList;
import java.util.List;

/** A detector's result: boxes in pixels of the picture, and what the head scores per cell. */
final class DetectionReader implements AnswerReader.ResultReader {
  private final DetectionHead head;
  private final List<AnchorLevel> anchorLevels;
  private final List<FeatureLevel> scoredLevels;
  private final List<String> names;
  private final int maxDetections;

  /**
   * @param anchorLevels what the head's anchors belong to
   * @param scoredLevels levels whose scores the live model gives beside the main output
   * @param names class names in id order
   */
  DetectionReader(
      DetectionHead head,
      List<AnchorLevel> anchorLevels,
      List<FeatureLevel> scoredLevels,
      List<String> names,
      int maxDetections) {
    this.head = head;
    this.anchorLevels = anchorLevels;
    this.scoredLevels = scoredLevels;
    this.names = List.copyOf(names);
    this.maxDetections = maxDetections;
  }

  static DetectionReader of(StockModel stock, DetectorSettings settings) {
    List<AnchorLevel> levels = AnchorLevel.of(stock.features().levels());
    return new DetectionReader(
        DetectionHead.of(stock, levels, settings),
        levels,
        LiveGraph.scoredLevels(stock),
        stock.metadata().names(),
        settings.maxDetections());
  }

  @Override
  public Inference read(LiveAnswer answer, Letterbox letterbox, List<LayerFeatures> layers)
      throws FrameRejected {
    HeadAnswer found = head.read(answer.tensor(LiveGraph.MAIN_KEY).values());
    return new Inference(
        letterbox,
        detections(found, letterbox),
        found.kept().length,
        layers,
        scoredLevels.isEmpty() ? found.scores() : innerScores(answer));
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
      NotFinite.require(best, "layer " + level.name());
      grids.add(new ScoreGrid(level.stride(), level.rows(), level.columns(), best));
    }
    return grids;
  }
}
