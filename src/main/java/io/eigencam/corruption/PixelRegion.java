package io.eigencam.corruption;

import java.util.BitSet;

/** Some pixels of a picture. */
public final class PixelRegion {
  private final int width;
  private final int height;
  private final BitSet pixels; // row by row

  PixelRegion(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new BitSet(width * height);
  }

  void add(int x, int y) {
    pixels.set(y * width + x);
  }

  public boolean contains(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height && pixels.get(y * width + x);
  }

  /** Number of pixels. */
  public int size() {
    return pixels.cardinality();
  }

  /** Share of the picture, 0..1. */
  public double share() {
    return (double) size() / ((double) width * height);
  }

  /**
   * Whether a rectangle holds a pixel of the region. Corners in pixels, half-open; what is beyond
   * the picture counts for nothing.
   */
  public boolean meets(double x1, double y1, double x2, double y2) {
    int left = (int) Math.max(0, Math.floor(x1));
    int right = (int) Math.min(width, Math.ceil(x2));
    int bottom = (int) Math.min(height, Math.ceil(y2));
    for (int y = (int) Math.max(0, Math.floor(y1)); y < bottom && left < right; y++) {
      int next = pixels.nextSetBit(y * width + left);
      if (next >= 0 && next < y * width + right) {
        return true;
      }
    }
    return false;
  }
}
