package io.eigencam.frame;

import java.util.Objects;

/**
 * Eigen-CAM of one layer on the layer's own grid, padding cut off: the signed projection of every
 * cell on a principal component. Positive is attention; viewers clip at 0.
 */
public final class AttentionMap {
  private final String layer;
  private final int component;
  private final int rows;
  private final int columns;
  private final float[] projection; // (rows, columns)
  private final CellToPicture cellToPicture;

  /**
   * @param component principal component, counted from 0
   * @param projection (rows, columns) in C order, finite; not copied
   */
  public AttentionMap(
      String layer,
      int component,
      int rows,
      int columns,
      float[] projection,
      CellToPicture cellToPicture) {
    this.layer = Objects.requireNonNull(layer, "layer");
    this.component = component;
    this.rows = rows;
    this.columns = columns;
    this.projection = Objects.requireNonNull(projection, "projection");
    this.cellToPicture = Objects.requireNonNull(cellToPicture, "cellToPicture");
    if (projection.length != rows * columns) {
      throw new IllegalArgumentException(
          "%s: %dx%d cells need %d values, not %d"
              .formatted(layer, rows, columns, rows * columns, projection.length));
    }
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

  /** (rows, columns) in C order, signed, not a copy. */
  public float[] projection() {
    return projection;
  }

  public CellToPicture cellToPicture() {
    return cellToPicture;
  }
}
