package io.eigencam.explain;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.frame.SingularValues;
import java.util.List;
import java.util.Set;

/**
 * The score map of a class: what the head scores for it, on the grid of the finest level, coarser
 * levels repeated, the largest of all levels, padding cut off. Costs nothing but a look at the
 * model's answer.
 *
 * <p>It says where the class is claimed, not why: the boxes come from the same scores, and no
 * feature of the network is looked at. Hence a score map, not a class activation map.
 */
final class ClassScoreMap {
  /** What stands in the place of a layer's name: the map is of all levels at once. */
  static final String LAYER = "head";

  private ClassScoreMap() {}

  /**
   * @param levels the class's scores, finest level first
   * @param label name of the class
   * @throws FrameRejected INVALID_ACTIVATION if a score is not finite
   */
  static LayerAttention of(Inference inference, List<ScoreGrid> levels, String label)
      throws FrameRejected {
    int stride = levels.get(0).stride();
    CellRegion valid = inference.letterbox().validCells(stride);
    float[] onGrid = ScoreMap.onGrid(levels, stride, valid);
    for (float score : onGrid) {
      if (!Float.isFinite(score)) {
        throw new FrameRejected(
            RejectionReason.INVALID_ACTIVATION,
            "a score of class %s is NaN or infinite; check the model's export".formatted(label));
      }
    }
    boolean scored = ScoredClass.isScored(onGrid);
    AttentionMap map =
        new AttentionMap(
            MapKind.SCORE,
            label,
            LAYER,
            0,
            valid.rows(),
            valid.columns(),
            scored ? onGrid : new float[onGrid.length],
            inference.letterbox().cellToPicture(stride));
    Double outside = null;
    if (!inference.detections().isEmpty()) {
      float[] boxes =
          BoxMask.of(inference.detections(), map.cellToPicture(), map.rows(), map.columns());
      outside = new PositiveMap(map).outside(boxes);
    }
    return new LayerAttention(
        map,
        SingularValues.NONE,
        null,
        null,
        scored ? outside : null,
        scored ? Set.of() : Set.of(AttentionFlag.LOW_VARIANCE));
  }
}
