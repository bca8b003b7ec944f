package io.eigencam.infer;

import io.eigencam.frame.Box;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RotatedBox;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.model.HeadLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A raw head, [1, 4 + classes + extra, anchors]: centre x, centre y, width, height, then a score
 * per class, all after the sigmoid; of what follows the angle of rotated boxes is read, mask
 * coefficients and keypoints are not.
 *
 * <p>A box belongs to its best class only, the first one on ties, and must score strictly above the
 * threshold, compared in 32 bit as the reference does.
 */
final class AnchorHead implements DetectionHead {
  private static final int FIRST_SCORE = 4;

  private final int classes;
  private final int anchors;
  private final boolean rotated;
  private final List<AnchorLevel> levels;
  private final InputPixels units;
  private final float confidence;
  private final double iou;

  /**
   * @param levels finest first; together they have as many cells as the layout anchors
   */
  AnchorHead(
      HeadLayout layout, List<AnchorLevel> levels, InputPixels units, DetectorSettings settings) {
    this.classes = layout.classes();
    this.anchors = layout.candidates();
    this.rotated = layout.rotated();
    this.levels = List.copyOf(levels);
    this.units = units;
    this.confidence = (float) settings.confidence();
    this.iou = settings.iou();
    int cells = levels.stream().mapToInt(AnchorLevel::cells).sum();
    if (cells != anchors) {
      throw new IllegalArgumentException(
          "levels of %d cells do not make %d anchors".formatted(cells, anchors));
    }
  }

  @Override
  public HeadAnswer read(LiveAnswer answer) throws FrameRejected {
    return read(answer.tensor(LiveGraph.MAIN_KEY).values());
  }

  /**
   * @param output all values in C order
   */
  HeadAnswer read(float[] output) throws FrameRejected {
    float[] best = new float[anchors];
    int[] bestClass = new int[anchors];
    findBest(output, best, bestClass);
    Candidates candidates = new Candidates();
    for (int i = 0; i < anchors; i++) {
      if (best[i] == Float.NEGATIVE_INFINITY) {
        throw NotFinite.in("a class score");
      }
      if (best[i] > confidence) {
        if (rotated) {
          candidates.add(turned(output, i), best[i], bestClass[i], i);
        } else {
          candidates.add(upright(output, i), best[i], bestClass[i], i);
        }
      }
    }
    int[] kept =
        rotated
            ? RotatedSuppression.keep(candidates, iou)
            : NonMaximumSuppression.keep(candidates, iou);
    return new HeadAnswer(candidates, kept, grids(best), classScores(output));
  }

  private Box upright(float[] output, int i) throws FrameRejected {
    return units.fromCentre(
        output[i], output[anchors + i], output[2 * anchors + i], output[3 * anchors + i]);
  }

  /** The angle is the row behind the scores. */
  private RotatedBox turned(float[] output, int i) throws FrameRejected {
    return units.rotated(
        output[i],
        output[anchors + i],
        output[2 * anchors + i],
        output[3 * anchors + i],
        output[(FIRST_SCORE + classes) * anchors + i]);
  }

  /** Rows outside, anchors inside: memory is read in order. */
  private void findBest(float[] output, float[] best, int[] bestClass) throws FrameRejected {
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    for (int k = 0; k < classes; k++) {
      int row = (FIRST_SCORE + k) * anchors;
      for (int i = 0; i < anchors; i++) {
        float score = output[row + i];
        // Negated, so that NaN comes in here as well.
        if (!(score <= best[i])) {
          if (!Float.isFinite(score)) {
            throw NotFinite.in("a class score");
          }
          best[i] = score;
          bestClass[i] = k;
        }
      }
    }
  }

  private ClassScores classScores(float[] output) {
    return new ClassScores(
        classes,
        levels.stream()
            .map(
                level ->
                    new ClassScores.Level(
                        level.stride(),
                        level.rows(),
                        level.columns(),
                        output,
                        FIRST_SCORE * anchors + level.firstAnchor(),
                        anchors,
                        1))
            .toList());
  }

  private List<ScoreGrid> grids(float[] best) {
    List<ScoreGrid> grids = new ArrayList<>(levels.size());
    for (AnchorLevel level : levels) {
      int first = level.firstAnchor();
      grids.add(
          new ScoreGrid(
              level.stride(),
              level.rows(),
              level.columns(),
              Arrays.copyOfRange(best, first, first + level.cells())));
    }
    return grids;
  }
}
