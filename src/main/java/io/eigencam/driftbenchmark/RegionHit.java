package io.eigencam.driftbenchmark;

import io.eigencam.corruption.PixelRegion;
import io.eigencam.drift.MapDifference;
import io.eigencam.frame.CellToPicture;
import java.util.List;

/**
 * Whether attention changed most where the fault is.
 *
 * @param hit whether the cell with the largest mean change holds a pixel of the fault
 * @param chance share of the layer's cells that do, 0..1
 */
public record RegionHit(boolean hit, double chance) {

  /** The cell is looked for in all layers. */
  static RegionHit of(List<FrameFigures> frames, PixelRegion region) {
    int layers = frames.get(0).differences().size();
    double most = -1;
    RegionHit best = new RegionHit(false, 0);
    for (int layer = 0; layer < layers; layer++) {
      MapDifference like = frames.get(0).differences().get(layer);
      int cells = like.values().length;
      int peak = 0;
      double largest = -1;
      int meeting = 0;
      for (int cell = 0; cell < cells; cell++) {
        double change = Math.abs(mean(frames, layer, cell));
        if (change > largest) { // false for NaN: below boxes in all frames
          largest = change;
          peak = cell;
        }
        meeting += meets(like, cell, region) ? 1 : 0;
      }
      if (largest > most) {
        most = largest;
        best = new RegionHit(meets(like, peak, region), (double) meeting / cells);
      }
    }
    return best;
  }

  private static double mean(List<FrameFigures> frames, int layer, int cell) {
    double sum = 0;
    int count = 0;
    for (FrameFigures frame : frames) {
      float value = frame.differences().get(layer).values()[cell];
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }

  private static boolean meets(MapDifference map, int cell, PixelRegion region) {
    CellToPicture toPicture = map.cellToPicture();
    double row = cell / map.columns();
    double column = cell % map.columns();
    return region.meets(
        toPicture.x(column - 0.5, row - 0.5),
        toPicture.y(column - 0.5, row - 0.5),
        toPicture.x(column + 0.5, row + 0.5),
        toPicture.y(column + 0.5, row + 0.5));
  }
}
