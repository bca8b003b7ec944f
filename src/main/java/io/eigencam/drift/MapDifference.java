package io.eigencam.drift;

import io.eigencam.frame.CellToPicture;
import java.util.Arrays;
import java.util.Objects;

/**
 * How far the map of one frame is from the reference's in every pooled cell, in standard deviations
 * of that cell, at most 8; NaN in boxes, and everywhere when the map means nothing. Averaged over
 * time it shows where attention was gained and lost.
 */
public final class MapDifference {
  private static final double MOST = 8;

  /** Cells of a 3x3 window at a corner; fewer are too few to average. */
  private static final int FEWEST_IN_WINDOW = 4;

  private final int rows;
  private final int columns;
  private final float[] values; // (rows, columns)
  private final CellToPicture cells;
  private double largestGain = Double.NaN;
  private double largestLoss = Double.NaN;

  private MapDifference(int rows, int columns, float[] values, CellToPicture cells) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    this.cells = Objects.requireNonNull(cells, "cells");
  }

  static MapDifference none(PooledGrid grid, CellToPicture cells) {
    float[] values = new float[grid.cells()];
    Arrays.fill(values, Float.NaN);
    return new MapDifference(grid.pooledRows(), grid.pooledColumns(), values, cells);
  }

  static MapDifference of(
      double[] map, LayerReference reference, BoxCells boxes, CellToPicture cells) {
    MapDifference difference = none(reference.grid(), cells);
    for (int i = 0; i < map.length; i++) {
      if (!boxes.contains(i)) {
        double away = (map[i] - reference.mapMean()[i]) / reference.mapDeviation()[i];
        difference.values[i] = (float) Math.max(-MOST, Math.min(MOST, away));
      }
    }
    difference.findLargest();
    return difference;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** (rows, columns) in C order, -8..8 or NaN, not a copy. */
  public float[] values() {
    return values;
  }

  /** From the centre of a cell to pixels of the picture. */
  public CellToPicture cellToPicture() {
    return cells;
  }

  /** Largest mean of a 3x3 window around a cell outside boxes; NaN where there is none. */
  double largestGain() {
    return largestGain;
  }

  /** The same of the values negated. */
  double largestLoss() {
    return largestLoss;
  }

  private void findLargest() {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double mean = windowMean(row, column);
        if (!Double.isNaN(mean)) {
          largestGain = Double.isNaN(largestGain) ? mean : Math.max(largestGain, mean);
          largestLoss = Double.isNaN(largestLoss) ? -mean : Math.max(largestLoss, -mean);
        }
      }
    }
  }

  /** Over the cells of the window that are on the grid and outside boxes. */
  private double windowMean(int row, int column) {
    if (Float.isNaN(values[row * columns + column])) {
      return Double.NaN;
    }
    double sum = 0;
    int count = 0;
    for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        float value = values[r * columns + c];
        if (!Float.isNaN(value)) {
          sum += value;
          count++;
        }
      }
    }
    return count >= FEWEST_IN_WINDOW ? sum / count : Double.NaN;
  }
}
