package io.eigencam.infer;

import io.eigencam.frame.Box;
import io.eigencam.frame.ClassScores;
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
  private final boolean everyClass;

  /**
   * @param anchorLevels what the head's anchors belong to
   * @param scoredLevels levels whose scores the live model gives beside the main output
   * @param names class names in id order
   * @param everyClass whether the live model gives the scores of all classes on those levels, too
   */
  DetectionReader(
      DetectionHead head,
      List<AnchorLevel> anchorLevels,
      List<FeatureLevel> scoredLevels,
      List<String> names,
      int maxDetections,
      boolean everyClass) {
    this.head = head;
    this.anchorLevels = anchorLevels;
    this.scoredLevels = scoredLevels;
    this.names = List.copyOf(names);
    this.maxDetections = maxDetections;
    this.everyClass = everyClass;
  }

  static DetectionReader of(StockModel stock, DetectionHead head, DetectorSettings settings) {
    return new DetectionReader(
        head,
        AnchorLevel.of(stock.features().levels()),
        LiveGraph.scoredLevels(stock),
        stock.metadata().names(),
        settings.maxDetections(),
        settings.classScores());
  }

  @Override
  public Inference read(LiveAnswer answer, Letterbox letterbox, List<LayerFeatures> layers)
      throws FrameRejected {
    HeadAnswer found = head.read(answer);
    List<ScoreGrid> scores = scoredLevels.isEmpty() ? found.scores() : innerScores(answer);
    ClassScores classScores =
        scoredLevels.isEmpty() || !everyClass ? found.classScores() : innerClassScores(answer);
    return new Inference(
        letterbox,
        detections(found, letterbox, new RowLevels(anchorLevels, scores, classScores)),
        found.kept().length,
        layers,
        scores,
        classScores);
  }

  private List<Detection> detections(HeadAnswer found, Letterbox letterbox, RowLevels rowLevels) {
    int reported = Math.min(maxDetections, found.kept().length);
    List<Detection> detections = new ArrayList<>(reported);
    for (int i = 0; i < reported; i++) {
      int candidate = found.kept()[i];
      Candidates candidates = found.candidates();
      int classId = candidates.classId(candidate);
      int anchor = candidates.anchor(candidate);
      float score = candidates.score(candidate);
      Box box = candidates.box(candidate);
      detections.add(
          new Detection(
              classId,
              label(classId),
              score,
              candidates.inPicture(candidate, letterbox),
              anchor,
              anchor < 0
                  ? rowLevels.of(box, score, classId)
                  : AnchorLevel.nameOf(anchor, anchorLevels)));
    }
    return detections;
  }

  private String label(int classId) {
    return classId >= 0 && classId < names.size() ? names.get(classId) : "class " + classId;
  }

  private List<ScoreGrid> innerScores(LiveAnswer answer) throws FrameRejected {
    List<ScoreGrid> grids = new ArrayList<>(scoredLevels.size());
    for (FeatureLevel level : scoredLevels) {
      float[] best = answer.tensor(LiveGraph.scoresKey(level.name())).values();
      NotFinite.require(best, "layer " + level.name());
      grids.add(new ScoreGrid(level.stride(), level.rows(), level.columns(), best));
    }
    return grids;
  }

  private ClassScores innerClassScores(LiveAnswer answer) throws FrameRejected {
    int classes = names.size();
    List<ClassScores.Level> levels = new ArrayList<>(scoredLevels.size());
    for (FeatureLevel level : scoredLevels) {
      float[] scores = answer.tensor(LiveGraph.classScoresKey(level)).values();
      NotFinite.require(scores, "layer " + level.name());
      levels.add(
          new ClassScores.Level(
              level.stride(), level.rows(), level.columns(), scores, 0, 1, classes));
    }
    return new ClassScores(classes, levels);
  }
}
