package io.eigencam.encode;

/**
 * Replaces every cell by its difference to what its neighbours let expect, modulo 256, and back.
 * Maps are smooth, so the differences are small numbers, which deflate to fewer bytes.
 *
 * <p>The expectation is the median edge detector of LOCO-I (Weinberger, Seroussi, Sapiro, "The
 * LOCO-I lossless image compression algorithm", IEEE Transactions on Image Processing 9(8), 2000,
 * section III A), the predictor of JPEG-LS: with the cell to the left, the one above, and the one
 * above that to the left, the median of left, above, and left + above - aboveLeft. The first row
 * expects what is to the left, the first column what is above, the first cell 0.
 *
 * <p>On real maps it beat every filter of PNG, and no other predictor from these neighbours was
 * more than 1 % better.
 */
final class MedianEdge {
  private MedianEdge() {}

  /**
   * @param levels (rows, columns), unsigned
   * @return differences of the same shape
   */
  static byte[] differences(byte[] levels, int columns) {
    byte[] differences = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      differences[i] = (byte) (levels[i] - expected(levels, i, columns));
    }
    return differences;
  }

  /** The inverse of {@link #differences}, in place. */
  static void restore(byte[] differences, int columns) {
    for (int i = 0; i < differences.length; i++) {
      differences[i] += (byte) expected(differences, i, columns);
    }
  }

  /** From the cells before the i-th one. */
  private static int expected(byte[] levels, int i, int columns) {
    boolean firstColumn = i % columns == 0;
    if (i < columns) {
      return firstColumn ? 0 : levels[i - 1] & 0xff;
    }
    int above = levels[i - columns] & 0xff;
    if (firstColumn) {
      return above;
    }
    int left = levels[i - 1] & 0xff;
    int aboveLeft = levels[i - columns - 1] & 0xff;
    int smaller = Math.min(left, above);
    int larger = Math.max(left, above);
    if (aboveLeft >= larger) {
      return smaller;
    }
    return aboveLeft <= smaller ? larger : left + above - aboveLeft;
  }
}
