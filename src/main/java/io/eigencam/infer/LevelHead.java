package io.eigencam.infer;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.ScoreGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * A plain head read level by level, before its own decoding: boxes are decoded only where a class
 * scores above the threshold, a handful of cells instead of thousands. On a small network the
 * head's decoding of all cells, into a layout that then has to be read, costs a tenth of the whole.
 *
 * <p>A side's distance from the cell's centre is the expectation of a distribution over whole cells
 * (X. Li et al., Generalized Focal Loss, NeurIPS 2020, section 3.2), or the value itself where
 * there is a single bin. That a model's head does just this is not taken for granted: {@link
 * LiveCheck} compares all cells with the model's own output.
 */
final class LevelHead implements DetectionHead {
  private static final int SIDES = 4;

  private final int classes;
  private final List<AnchorLevel> levels;
  private final InputPixels units;
  private final float confidence;
  private final double iou;

  /**
   * @param levels finest first
   * @param units of the model's own output, for the comparison
   */
  LevelHead(int classes, List<AnchorLevel> levels, InputPixels units, DetectorSettings settings) {
    this.classes = classes;
    this.levels = List.copyOf(levels);
    this.units = units;
    this.confidence = (float) settings.confidence();
    this.iou = settings.iou();
  }

  @Override
  public HeadAnswer read(LiveAnswer answer) throws FrameRejected {
    Candidates candidates = new Candidates();
    List<ScoreGrid> grids = new ArrayList<>(levels.size());
    for (AnchorLevel level : levels) {
      float[] best = best(level, answer);
      for (int cell = 0; cell < best.length; cell++) {
        if (best[cell] > confidence) {
          candidates.add(
              InputPixels.SAME.fromCorners(
                  corner(level, cell, 0, answer),
                  corner(level, cell, 1, answer),
                  corner(level, cell, 2, answer),
                  corner(level, cell, 3, answer)),
              best[cell],
              bestClass(level, cell, answer),
              level.firstAnchor() + cell);
        }
      }
      grids.add(new ScoreGrid(level.stride(), level.rows(), level.columns(), best));
    }
    return new HeadAnswer(candidates, NonMaximumSuppression.keep(candidates, iou), grids, null);
  }

  private static float[] best(AnchorLevel level, LiveAnswer answer) throws FrameRejected {
    // A maximum may pass NaN by; a sum does not.
    if (Float.isNaN(answer.tensor(LiveGraph.logitSumKey(level.name())).at(0))) {
      throw NotFinite.in("a class score");
    }
    float[] best = answer.tensor(LiveGraph.scoresKey(level.name())).values();
    NotFinite.require(best, "a class score");
    return best;
  }

  /** The first one on ties. */
  private int bestClass(AnchorLevel level, int cell, LiveAnswer answer) {
    LiveAnswer.Tensor logits = answer.tensor(LiveGraph.logitsKey(level.name()));
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (logits.at(cell * classes + k) > logits.at(cell * classes + best)) {
        best = k;
      }
    }
    return best;
  }

  /**
   * A corner's coordinate in pixels of the input.
   *
   * @param side 0 left, 1 top, 2 right, 3 bottom
   */
  private static float corner(AnchorLevel level, int cell, int side, LiveAnswer answer) {
    LiveAnswer.Tensor boxes = answer.tensor(LiveGraph.boxesKey(level.name()));
    int bins = boxes.size(3) / SIDES;
    int at = (cell * SIDES + side) * bins;
    double distance = bins == 1 ? boxes.at(at) : expectation(boxes, at, bins);
    int index = side % 2 == 0 ? cell % level.columns() : cell / level.columns();
    return (float) ((index + 0.5 + (side < 2 ? -distance : distance)) * level.stride());
  }

  /** Of the bins' numbers, weighted by the softmax of their values. */
  private static double expectation(LiveAnswer.Tensor boxes, int at, int bins) {
    float largest = boxes.at(at);
    for (int bin = 1; bin < bins; bin++) {
      largest = Math.max(largest, boxes.at(at + bin));
    }
    double sum = 0;
    double weighted = 0;
    for (int bin = 0; bin < bins; bin++) {
      // StrictMath: the same bits on every Java runtime.
      double weight = StrictMath.exp(boxes.at(at + bin) - largest);
      sum += weight;
      weighted += bin * weight;
    }
    return weighted / sum;
  }

  /**
   * What the model's own output would be, as far as this head understands it: [4 + classes,
   * anchors].
   */
  float[] mainOutput(LiveAnswer answer) {
    int anchors = levels.stream().mapToInt(AnchorLevel::cells).sum();
    float[] output = new float[(SIDES + classes) * anchors];
    for (AnchorLevel level : levels) {
      LiveAnswer.Tensor logits = answer.tensor(LiveGraph.logitsKey(level.name()));
      LiveAnswer.Tensor best = answer.tensor(LiveGraph.scoresKey(level.name()));
      for (int cell = 0; cell < level.cells(); cell++) {
        int anchor = level.firstAnchor() + cell;
        float left = corner(level, cell, 0, answer) / units.x();
        float top = corner(level, cell, 1, answer) / units.y();
        float right = corner(level, cell, 2, answer) / units.x();
        float bottom = corner(level, cell, 3, answer) / units.y();
        output[anchor] = (left + right) / 2;
        output[anchors + anchor] = (top + bottom) / 2;
        output[2 * anchors + anchor] = right - left;
        output[3 * anchors + anchor] = bottom - top;
        for (int k = 0; k < classes; k++) {
          double score = 1 / (1 + StrictMath.exp(-logits.at(cell * classes + k)));
          output[(SIDES + k) * anchors + anchor] = (float) score;
        }
        output[(SIDES + bestClass(level, cell, answer)) * anchors + anchor] = best.at(cell);
      }
    }
    return output;
  }
}
