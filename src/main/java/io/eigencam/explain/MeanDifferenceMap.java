package io.eigencam.explain;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SingularValues;
import java.util.List;
import java.util.Set;

/**
 * Features behind a class, without gradients or decomposition: every cell projected on the mean of
 * the class's cells minus the mean of the others. A cell belongs to the class by its score s, to
 * the others by 1 - s; that direction is the same as the class's mean minus the mean of all cells.
 *
 * <p>No sign is left open: the direction points from the others to the class.
 */
public final class MeanDifferenceMap implements MapMethod {
  /** Differences below this share of the mean's length are rounding errors of float32. */
  private static final double LOW_VARIANCE = 1e-5;

  private final ScoredClass scored;

  /**
   * @param label name of the class
   */
  public MeanDifferenceMap(int classId, String label) {
    this.scored = new ScoredClass(classId, label);
  }

  @Override
  public List<LayerAttention> maps(LayerView layer) throws FrameRejected {
    float[] scores = scored.onGrid(layer);
    if (!ScoredClass.isScored(scores)) {
      return List.of(scored.nothing(layer, MapKind.MEAN_DIFFERENCE));
    }
    double[] direction = ScoredClass.weighted(layer, scores).mean();
    float[] mean = layer.features().mean();
    double squares = 0;
    double ofMean = 0;
    for (int channel = 0; channel < direction.length; channel++) {
      direction[channel] -= mean[channel];
      squares += direction[channel] * direction[channel];
      ofMean += (double) mean[channel] * mean[channel];
    }
    double length = Math.sqrt(squares);
    if (!Double.isFinite(length)) {
      throw layer.invalid("an activation");
    }
    if (length <= LOW_VARIANCE * Math.sqrt(ofMean)) {
      return List.of(scored.nothing(layer, MapKind.MEAN_DIFFERENCE));
    }
    for (int channel = 0; channel < direction.length; channel++) {
      direction[channel] /= length;
    }
    Projection projection = Projection.of(layer.activation().values(), direction);
    if (!projection.isFinite()) {
      throw layer.invalid("an activation");
    }
    var map = layer.map(MapKind.MEAN_DIFFERENCE, scored.label(), 0, projection.floats());
    return List.of(
        new LayerAttention(
            map,
            SingularValues.NONE,
            null,
            projection.correlation(scores),
            layer.outsideShare(map),
            Set.of()));
  }
}
