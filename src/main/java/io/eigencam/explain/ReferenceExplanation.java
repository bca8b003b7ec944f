package io.eigencam.explain;

import io.eigencam.frame.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Eigen-CAM of one activation in reference mode. */
public final class ReferenceExplanation {
  private final ReferenceStatus status;
  private final int rows;
  private final int columns;
  private final @Nullable Spectrum spectrum;
  private final @Nullable SignFigures sign;
  private final Projection projection;
  private final double sigma;

  ReferenceExplanation(
      ReferenceStatus status,
      int rows,
      int columns,
      @Nullable Spectrum spectrum,
      @Nullable SignFigures sign,
      Projection projection,
      double sigma) {
    this.status = Objects.requireNonNull(status, "status");
    this.rows = rows;
    this.columns = columns;
    this.spectrum = spectrum;
    this.sign = sign;
    this.projection = projection;
    this.sigma = sigma;
  }

  public ReferenceStatus status() {
    return status;
  }

  /** Null with INVALID_ACTIVATION. */
  public @Nullable Spectrum spectrum() {
    return spectrum;
  }

  /** Null without a component. */
  public @Nullable SignFigures sign() {
    return sign;
  }

  /** Every cell's signed projection (rows, columns); zeros without a component. */
  public float[] projection() {
    return projection.floats();
  }

  public double projectionMin() {
    return projection.min();
  }

  public double projectionMax() {
    return projection.max();
  }

  /** Share of the cells that are not positive, 0..1. */
  public double clippedShare() {
    return projection.clippedShare();
  }

  /** Singular value of the explained component; 0 without one. */
  double sigma() {
    return sigma;
  }

  /**
   * The map: clipped, scaled, enlarged, scaled again to 0..1, as the reference implementations do.
   *
   * @return (height, width)
   * @throws IllegalStateException with INVALID_ACTIVATION
   */
  public float[] map(PictureSize target) {
    return fuse(List.of(this), target, Fusion.MEAN);
  }

  /**
   * The maps of several layers as one. A layer without a component has nothing to add.
   *
   * @return (height, width)
   * @throws IllegalStateException if a layer has INVALID_ACTIVATION
   */
  public static float[] fuse(List<ReferenceExplanation> layers, PictureSize target, Fusion fusion) {
    List<double[]> maps = new ArrayList<>();
    List<Double> sigma = new ArrayList<>();
    for (ReferenceExplanation layer : layers) {
      if (layer.status == ReferenceStatus.INVALID_ACTIVATION) {
        throw new IllegalStateException("an activation with infinities has no map");
      }
      if (layer.status == ReferenceStatus.OK) {
        maps.add(layer.enlarged(target));
        sigma.add(layer.sigma);
      }
    }
    double[] fused = fusion.join(maps, sigma, Math.toIntExact(target.pixels()));
    float[] map = new float[fused.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) fused[i];
    }
    return map;
  }

  private double[] enlarged(PictureSize target) {
    double[] positive = projection.values().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    UnitRange.scale(positive);
    return Bilinear.resize(positive, rows, columns, target.width(), target.height());
  }
}
