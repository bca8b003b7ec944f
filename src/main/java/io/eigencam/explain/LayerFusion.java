package io.eigencam.explain;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.LayerAttention;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The maps of several layers as one, on the grid of the finest: clipped, scaled to 0..1, brought to
 * that grid through the picture, joined, scaled again. As the references, but without the padding.
 */
public final class LayerFusion {
  private LayerFusion() {}

  /**
   * Joins the maps of all layers that have one.
   *
   * @return 0..1 and counted from 0, of the kind of the layers' maps, its layer named "p3+p4+p5";
   *     empty when no layer has a map
   */
  public static Optional<AttentionMap> of(List<LayerAttention> layers, Fusion fusion) {
    List<LayerAttention> shown = layers.stream().filter(LayerAttention::hasMap).toList();
    return shown.stream()
        .map(LayerAttention::map)
        .max(Comparator.comparingInt(map -> map.rows() * map.columns()))
        .map(finest -> join(shown, finest, fusion));
  }

  private static AttentionMap join(
      List<LayerAttention> layers, AttentionMap finest, Fusion fusion) {
    List<double[]> maps = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (LayerAttention layer : layers) {
      maps.add(onGrid(layer.map(), finest));
      weights.add(layer.componentSigma());
    }
    double[] joined = fusion.join(maps, weights, finest.rows() * finest.columns());
    float[] values = new float[joined.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) joined[i];
    }
    AttentionMap fused =
        new AttentionMap(
            finest.kind(),
            finest.className(),
            layers.stream().map(LayerAttention::layer).collect(Collectors.joining("+")),
            finest.component(),
            finest.rows(),
            finest.columns(),
            values,
            finest.cellToPicture());
    return fused.withZero(0);
  }

  /** Where a cell of the grid lies on the map, in picture pixels; beyond the edge, the edge. */
  private static double[] onGrid(AttentionMap map, AttentionMap grid) {
    double[] positive = positive(map);
    CellToPicture to = grid.cellToPicture();
    CellToPicture from = map.cellToPicture();
    double[] values = new double[grid.rows() * grid.columns()];
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        double x = to.x(column, row);
        double y = to.y(column, row);
        values[row * grid.columns() + column] =
            Bilinear.sample(positive, map.rows(), map.columns(), from.row(x, y), from.column(x, y));
      }
    }
    return values;
  }

  private static double[] positive(AttentionMap map) {
    float zero = map.zero();
    double[] positive = new double[map.projection().length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, map.projection()[i] - zero);
    }
    UnitRange.scale(positive);
    return positive;
  }
}
