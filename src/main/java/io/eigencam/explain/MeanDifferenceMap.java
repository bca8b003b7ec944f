package io.eigencam.explain;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SingularValues;
import io.eigencam.numeric.WeightedRows;
import java.util.List;
import java.util.Set;

/**
 * Features behind a class, without gradients or decomposition: every cell projected on the mean of
 * the class's cells minus the mean of the others. A cell belongs to the class by its score s, to
 * the others by 1 - s.
 *
 * <p>No sign is left open: the direction points from the others to the class.
 */
public final class MeanDifferenceMap implements MapMethod {
  /** Differences below this share of the mean's length are rounding errors of float32. */
  private static final double LOW_VARIANCE = 1e-6;

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
    double[] own = ScoredClass.weighted(layer, scores).mean();
    WeightedRows rest = ScoredClass.weighted(layer, complement(scores));
    if (rest.total() == 0) {
      return List.of(scored.nothing(layer, MapKind.MEAN_DIFFERENCE));
    }
    double[] others = rest.mean();
    double length = 0;
    double scale = 0;
    for (int channel = 0; channel < own.length; channel++) {
      double difference = own[channel] - others[channel];
      length += difference * difference;
      scale += others[channel] * others[channel];
    }
    length = Math.sqrt(length);
    if (!Double.isFinite(length)) {
      throw layer.invalid("an activation");
    }
    if (length <= LOW_VARIANCE * Math.sqrt(scale)) {
      return List.of(scored.nothing(layer, MapKind.MEAN_DIFFERENCE));
    }
    double[] direction = new double[own.length];
    for (int channel = 0; channel < own.length; channel++) {
      direction[channel] = (own[channel] - others[channel]) / length;
    }
    Projection projection = Projection.of(layer.activation().values(), direction);
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

  private static float[] complement(float[] scores) {
    float[] rest = new float[scores.length];
    for (int cell = 0; cell < rest.length; cell++) {
      rest[cell] = Math.max(0, 1 - scores[cell]);
    }
    return rest;
  }
}
