package io.eigencam.explain;

import io.eigencam.frame.Activation;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.ScoreGrid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer of one frame, and what the head said of the frame on this layer's grid: the evidence
 * that maps are measured against. Used by one thread.
 */
public final class LayerView {
  private final LayerFeatures features;
  private final Inference inference;
  private final CellToPicture cellToPicture;
  private float @Nullable [] scores; // (rows, columns)
  private float @Nullable [] boxes; // (rows, columns)

  public LayerView(LayerFeatures features, Inference inference) {
    this.features = features;
    this.inference = inference;
    this.cellToPicture = inference.letterbox().cellToPicture(features.stride());
  }

  public LayerFeatures features() {
    return features;
  }

  public Inference inference() {
    return inference;
  }

  /** The valid cells: those that show the picture. */
  public Activation activation() {
    return features.activation();
  }

  /**
   * Largest class score per cell; without scores, what speaks for a classifier's most probable
   * class, (rows, columns), not a copy; null where the head does not tell.
   *
   * @throws FrameRejected if a score is NaN or infinite
   */
  public float @Nullable [] scores() throws FrameRejected {
    List<ScoreGrid> grids = scores == null ? grids() : List.of();
    if (!grids.isEmpty()) {
      float[] onGrid = ScoreMap.onGrid(grids, features.stride(), features.valid());
      for (float score : onGrid) {
        if (!Float.isFinite(score)) {
          throw invalid("a score");
        }
      }
      scores = onGrid;
    }
    return scores;
  }

  private List<ScoreGrid> grids() {
    return inference.scores().isEmpty()
        ? ClassActivation.bestScores(inference)
        : inference.scores();
  }

  /**
   * Largest confidence of the boxes around each cell's centre, else 0, (rows, columns), not a copy;
   * null without detections.
   */
  public float @Nullable [] boxes() {
    if (boxes == null && !inference.detections().isEmpty()) {
      Activation grid = activation();
      boxes = BoxMask.of(inference.detections(), cellToPicture, grid.rows(), grid.columns());
    }
    return boxes;
  }

  /** Share of a map's attention outside all boxes, 0..1; null without detections. */
  public @Nullable Double outsideShare(AttentionMap map) {
    float[] mask = boxes();
    return mask == null ? null : new PositiveMap(map).outside(mask);
  }

  /** A map on this layer's grid. */
  public AttentionMap map(
      MapKind kind, @Nullable String className, int component, float[] projection) {
    return new AttentionMap(
        kind,
        className,
        features.layer(),
        component,
        activation().rows(),
        activation().columns(),
        projection,
        cellToPicture);
  }

  /**
   * The frame's rejection for values that are not finite.
   *
   * @param what the value: "a score"
   */
  public FrameRejected invalid(String what) {
    return new FrameRejected(
        RejectionReason.INVALID_ACTIVATION,
        "layer %s: %s is NaN or infinite; check the model's export"
            .formatted(features.layer(), what));
  }
}
