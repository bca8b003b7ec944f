package io.eigencam.frame;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A map on a layer's own grid, padding cut off: a value per cell, as its {@link MapKind} defines
 * it. What lies above {@link #zero} is attention; viewers clip there.
 */
public final class AttentionMap {
  private final MapKind kind;
  private final @Nullable String className;
  private final String layer;
  private final int component;
  private final int rows;
  private final int columns;
  private final float[] projection; // (rows, columns)
  private final CellToPicture cellToPicture;
  private final @Nullable Float zero; // null: what the kind says

  /**
   * @param className label of the class that the map is about; null where it is about none
   * @param component principal component, counted from 0; 0 for kinds without
   * @param projection (rows, columns) in C order, finite; not copied
   */
  public AttentionMap(
      MapKind kind,
      @Nullable String className,
      String layer,
      int component,
      int rows,
      int columns,
      float[] projection,
      CellToPicture cellToPicture) {
    this(kind, className, layer, component, rows, columns, projection, cellToPicture, null);
  }

  private AttentionMap(
      MapKind kind,
      @Nullable String className,
      String layer,
      int component,
      int rows,
      int columns,
      float[] projection,
      CellToPicture cellToPicture,
      @Nullable Float zero) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.className = className;
    this.layer = Objects.requireNonNull(layer, "layer");
    this.component = component;
    this.rows = rows;
    this.columns = columns;
    this.projection = Objects.requireNonNull(projection, "projection");
    this.cellToPicture = Objects.requireNonNull(cellToPicture, "cellToPicture");
    this.zero = zero;
    if (rows < 1 || columns < 1 || projection.length != rows * columns) {
      throw new IllegalArgumentException(
          "%s: %dx%d cells need %d values, not %d"
              .formatted(layer, rows, columns, rows * columns, projection.length));
    }
  }

  /** Eigen-CAM, which belongs to no class. */
  public AttentionMap(
      String layer,
      int component,
      int rows,
      int columns,
      float[] projection,
      CellToPicture cellToPicture) {
    this(MapKind.EIGEN, null, layer, component, rows, columns, projection, cellToPicture);
  }

  public MapKind kind() {
    return kind;
  }

  /** Label of the class that the map is about; null where it is about none. */
  public @Nullable String className() {
    return className;
  }

  public String layer() {
    return layer;
  }

  public int component() {
    return component;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** (rows, columns) in C order, not a copy; signed unless the kind says otherwise. */
  public float[] projection() {
    return projection;
  }

  /**
   * The same values, of which another counts as no attention: for a map that was clipped at its
   * kind's zero already.
   */
  public AttentionMap withZero(float other) {
    return new AttentionMap(
        kind, className, layer, component, rows, columns, projection, cellToPicture, other);
  }

  /**
   * The value that counts as no attention: that of {@link #withZero}, else 0, but for ENERGY, where
   * every cell answers somehow, the median.
   */
  public float zero() {
    if (zero != null) {
      return zero;
    }
    if (kind != MapKind.ENERGY) {
      return 0;
    }
    float[] sorted = projection.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  /** Smallest value. */
  public float min() {
    float min = projection[0];
    for (float value : projection) {
      min = Math.min(min, value);
    }
    return min;
  }

  /** Largest value. */
  public float max() {
    float max = projection[0];
    for (float value : projection) {
      max = Math.max(max, value);
    }
    return max;
  }

  public CellToPicture cellToPicture() {
    return cellToPicture;
  }
}
