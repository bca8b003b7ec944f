package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.PictureSize;
import java.util.List;

/**
 * Attention laid over a picture: 0 to 1, relative to the map's maximum, at any resolution.
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
   * Enlarges a map bilinearly.
   *
   * @param picture size of the picture that the map was computed for
   * @param width columns of the raster, which covers the whole picture
   * @param height rows of the raster
   */
  public static MapRaster of(AttentionMap map, PictureSize picture, int width, int height) {
    CellToPicture to = map.cellToPicture();
    double determinant = to.a() * to.e() - to.b() * to.d();
    float[] positive = scaled(map.projection());
    float[] values = new float[width * height];
    for (int row = 0; row < height; row++) {
      double y = (row + 0.5) * picture.height() / height - to.f();
      for (int column = 0; column < width; column++) {
        double x = (column + 0.5) * picture.width() / width - to.c();
        double cellColumn = (to.e() * x - to.b() * y) / determinant;
        double cellRow = (to.a() * y - to.d() * x) / determinant;
        values[row * width + column] =
            sample(positive, map.rows(), map.columns(), cellRow, cellColumn);
      }
    }
    return new MapRaster(width, height, values);
  }

  /** The mean of several layers' rasters of one size, relative to its maximum again. */
  public static MapRaster mean(List<MapRaster> rasters) {
    MapRaster first = rasters.get(0);
    float[] mean = new float[first.values.length];
    for (MapRaster raster : rasters) {
      if (raster.width != first.width || raster.height != first.height) {
        throw new IllegalArgumentException("rasters of different size");
      }
      for (int i = 0; i < mean.length; i++) {
        mean[i] += raster.values[i] / rasters.size();
      }
    }
    return new MapRaster(first.width, first.height, scaled(mean));
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 0 to 1. */
  public float value(int column, int row) {
    return values[row * width + column];
  }

  /** Negative values count as 0, the maximum as 1. */
  private static float[] scaled(float[] values) {
    float max = 0;
    for (float value : values) {
      max = Math.max(max, value);
    }
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length && max > 0; i++) {
      scaled[i] = Math.max(0, values[i]) / max;
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
