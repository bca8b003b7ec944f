package io.eigencam.explain;

import io.eigencam.frame.PictureSize;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Eigen-CAM of one activation in reference mode. */
public final class ReferenceExplanation {
  private static final double EPSILON = 1e-7;

  private final ReferenceStatus status;
  private final int rows;
  private final int columns;
  private final @Nullable Spectrum spectrum;
  private final @Nullable SignFigures sign;
  private final Projection projection;

  ReferenceExplanation(
      ReferenceStatus status,
      int rows,
      int columns,
      @Nullable Spectrum spectrum,
      @Nullable SignFigures sign,
      Projection projection) {
    this.status = Objects.requireNonNull(status, "status");
    this.rows = rows;
    this.columns = columns;
    this.spectrum = spectrum;
    this.sign = sign;
    this.projection = projection;
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

  /**
   * The map: clipped, scaled, enlarged, scaled again to 0..1, as the reference implementations do.
   *
   * @return (height, width)
   * @throws IllegalStateException with INVALID_ACTIVATION
   */
  public float[] map(PictureSize target) {
    return fuse(List.of(this), target);
  }

  /** The mean of several layers' maps, as the reference implementations fuse them. */
  public static float[] fuse(List<ReferenceExplanation> layers, PictureSize target) {
    double[] mean = new double[Math.toIntExact(target.pixels())];
    for (ReferenceExplanation layer : layers) {
      double[] enlarged = layer.enlarged(target);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += enlarged[i] / layers.size();
      }
    }
    scale(mean);
    float[] map = new float[mean.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) mean[i];
    }
    return map;
  }

  private double[] enlarged(PictureSize target) {
    if (status == ReferenceStatus.INVALID_ACTIVATION) {
      throw new IllegalStateException("an activation with infinities has no map");
    }
    double[] positive = projection.values().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    scale(positive);
    return Bilinear.resize(positive, rows, columns, target.width(), target.height());
  }

  private static void scale(double[] values) {
    double min = values[0];
    double max = values[0];
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - min) / (EPSILON + (max - min));
    }
  }
}
