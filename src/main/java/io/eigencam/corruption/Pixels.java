package io.eigencam.corruption;

/** Fewer pixels, as Pillow's filters BOX and NEAREST give them. */
final class Pixels {
  private Pixels() {}

  /** Reduces by averaging and enlarges by repeating. */
  static void coarsen(RgbPlanes picture, double factor) {
    int[] columns = edges(picture.width(), factor);
    int[] rows = edges(picture.height(), factor);
    for (float[] plane : picture.all()) {
      coarsen(plane, picture.width(), columns, rows);
    }
  }

  /** First pixel, and pixel after the last, of each of the few; two by two. */
  private static int[] edges(int length, double factor) {
    int few = Math.max(1, (int) (length * factor));
    double scale = (double) length / few;
    int[] edges = new int[2 * few];
    for (int i = 0; i < few; i++) {
      edges[2 * i] = (int) Math.max(0, i * scale + 0.5);
      edges[2 * i + 1] = (int) Math.min(length, (i + 1) * scale + 0.5);
    }
    return edges;
  }

  private static void coarsen(float[] plane, int width, int[] columns, int[] rows) {
    int fewColumns = columns.length / 2;
    float[] few = new float[fewColumns * rows.length / 2];
    for (int i = 0; i < few.length; i++) {
      int column = 2 * (i % fewColumns);
      int row = 2 * (i / fewColumns);
      double sum = 0;
      for (int y = rows[row]; y < rows[row + 1]; y++) {
        for (int x = columns[column]; x < columns[column + 1]; x++) {
          sum += plane[y * width + x];
        }
      }
      int count = (rows[row + 1] - rows[row]) * (columns[column + 1] - columns[column]);
      few[i] = (float) (sum / count);
    }
    int height = plane.length / width;
    for (int y = 0; y < height; y++) {
      int row = nearest(y, height, rows.length / 2) * fewColumns;
      for (int x = 0; x < width; x++) {
        plane[y * width + x] = few[row + nearest(x, width, fewColumns)];
      }
    }
  }

  private static int nearest(int index, int length, int few) {
    return (int) ((index + 0.5) * few / length);
  }
}
