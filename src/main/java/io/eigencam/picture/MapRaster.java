package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.PictureSize;

/**
 * Attention laid over a picture: 0 to 1, relative to the map's maximum or another value, at any
 * resolution.
 *
 * <p>Every pixel looks up its place on the layer's grid, so that the letterbox that the model saw
 * is gone; beyond the outermost cell centres the map continues with their value.
 */
public final class MapRaster {
  private final int width;
  private final int height;
  private final float[] values; // (height, width)

  private MapRaster(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Enlarges a map bilinearly, relative to its maximum.
   *
   * @param picture size of the picture that the map was computed for
   * @param width columns of the raster, which covers the whole picture
   * @param height rows of the raster
   */
  public static MapRaster of(AttentionMap map, PictureSize picture, int width, int height) {
    return of(map, picture, width, height, map.max());
  }

  /**
   * The same relative to a given value.
   *
   * @param top what becomes 1; the map's zero becomes 0
   */
  public static MapRaster of(
      AttentionMap map, PictureSize picture, int width, int height, float top) {
    CellToPicture to = map.cellToPicture();
    float[] positive = scaled(map, top);
    float[] values = new float[width * height];
    for (int row = 0; row < height; row++) {
      double y = (row + 0.5) * picture.height() / height;
      for (int column = 0; column < width; column++) {
        double x = (column + 0.5) * picture.width() / width;
        values[row * width + column] =
            sample(positive, map.rows(), map.columns(), to.row(x, y), to.column(x, y));
      }
    }
    return new MapRaster(width, height, values);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 0 to 1; more than 1 only where the map is above the value it is relative to. */
  public float value(int column, int row) {
    return values[row * width + column];
  }

  private static float[] scaled(AttentionMap map, float top) {
    float zero = map.zero();
    float range = top - zero;
    float[] scaled = new float[map.projection().length];
    for (int i = 0; i < scaled.length && range > 0; i++) {
      scaled[i] = Math.max(0, map.projection()[i] - zero) / range;
    }
    return scaled;
  }

  private static float sample(float[] map, int rows, int columns, double row, double column) {
    double y = Math.max(0, Math.min(row, rows - 1));
    double x = Math.max(0, Math.min(column, columns - 1));
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, rows - 1);
    int right = Math.min(left + 1, columns - 1);
    double above = mix(map[top * columns + left], map[top * columns + right], x - left);
    double below = mix(map[bottom * columns + left], map[bottom * columns + right], x - left);
    return (float) mix(above, below, y - top);
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
