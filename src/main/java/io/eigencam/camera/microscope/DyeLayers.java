package io.eigencam.camera.microscope;

import java.util.Arrays;

/**
 * The two dyes of a stained smear over the field of view. Every cell adds to them, so that
 * overlapping cells darken each other as they do under a real microscope.
 */
final class DyeLayers {
  final int width;
  final int height;
  final double zoom; // pixels per world unit
  final float[] eosin; // (height, width), pink
  final float[] azure; // (height, width), violet

  DyeLayers(int width, int height) {
    this.width = width;
    this.height = height;
    this.zoom = width / 640.0;
    this.eosin = new float[width * height];
    this.azure = new float[width * height];
  }

  void clear() {
    Arrays.fill(eosin, 0f);
    Arrays.fill(azure, 0f);
  }
}
