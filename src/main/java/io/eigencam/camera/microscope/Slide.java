package io.eigencam.camera.microscope;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A world of cells that follows from a seed alone: the plane is cut into squares, and a hash of
 * (seed, kind of cell, square) says whether a cell lies there, where exactly, and what it looks
 * like. So nothing is stored, and any place can be drawn at any time. World units are pixels of a
 * picture 640 pixels wide.
 */
final class Slide {
  private static final double RBC_SPACING = 90;
  private static final double RBC_REACH = 75; // no part of a cell is farther from its centre
  private static final double WBC_SPACING = 520;
  private static final double WBC_REACH = 150;
  private static final double PLATELET_SPACING = 260;
  private static final double PLATELET_REACH = 42;

  private final long seed;
  private final double crowding;
  private final DyeLayers layers;
  private final RedCellPainter redCells;
  private final PlateletPainter platelets;
  private final WhiteCellPainter whiteCells;

  Slide(long seed, double crowding, DyeLayers layers) {
    this.seed = seed;
    this.crowding = crowding;
    this.layers = layers;
    this.redCells = new RedCellPainter(layers);
    this.platelets = new PlateletPainter(layers);
    this.whiteCells = new WhiteCellPainter(layers);
  }

  /** Draws everything that is seen with the upper left corner of the picture at (x, y). */
  List<CellLabel> draw(double x, double y) {
    List<CellLabel> labels = new ArrayList<>();
    drawRedCells(x, y, labels);
    drawPlatelets(x, y, labels);
    drawWhiteCells(x, y, labels);
    return labels;
  }

  private void addLabel(List<CellLabel> labels, CellKind kind, Extent extent) {
    CellLabel label = extent.label(kind, layers.zoom);
    if (label != null) {
      labels.add(label);
    }
  }

  private void drawRedCells(double x, double y, List<CellLabel> labels) {
    long lastColumn = square(x + layers.width / layers.zoom + RBC_REACH, RBC_SPACING);
    long lastRow = square(y + layers.height / layers.zoom + RBC_REACH, RBC_SPACING);
    for (long row = square(y - RBC_REACH, RBC_SPACING); row <= lastRow; row++) {
      for (long column = square(x - RBC_REACH, RBC_SPACING); column <= lastColumn; column++) {
        Dice dice = new Dice(seed, CellKind.RBC, column, row);
        double rank = dice.next();
        double cx = (column + 0.5 + dice.between(-0.42, 0.42)) * RBC_SPACING;
        double cy = (row + 0.5 + dice.between(-0.42, 0.42)) * RBC_SPACING;
        if (rank < redCellChance(cx, cy)
            && !isCoveredByWhiteCell(cx, cy)
            && !isPushedAside(column, row, cx, cy, rank)) {
          addLabel(
              labels,
              CellKind.RBC,
              redCells.draw(dice, (cx - x) * layers.zoom, (cy - y) * layers.zoom));
        }
      }
    }
  }

  /** Cells lie denser in some places of the slide than in others. */
  private double redCellChance(double x, double y) {
    double cloud = Texture.smooth(x / 420.0 + 17, y / 420.0 + (seed & 63));
    return Math.min(0.97, crowding * (0.42 + 0.5 * cloud));
  }

  /** Of two red cells almost on the same spot only the one with the lower rank exists. */
  private boolean isPushedAside(long column, long row, double cx, double cy, double rank) {
    for (long otherRow = row - 1; otherRow <= row + 1; otherRow++) {
      for (long otherColumn = column - 1; otherColumn <= column + 1; otherColumn++) {
        if (otherRow == row && otherColumn == column) {
          continue;
        }
        Dice dice = new Dice(seed, CellKind.RBC, otherColumn, otherRow);
        if (dice.next() < rank) {
          double dx = (otherColumn + 0.5 + dice.between(-0.42, 0.42)) * RBC_SPACING - cx;
          double dy = (otherRow + 0.5 + dice.between(-0.42, 0.42)) * RBC_SPACING - cy;
          if (dx * dx + dy * dy < 62 * 62) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isCoveredByWhiteCell(double cx, double cy) {
    long lastColumn = square(cx + WBC_REACH, WBC_SPACING);
    long lastRow = square(cy + WBC_REACH, WBC_SPACING);
    for (long row = square(cy - WBC_REACH, WBC_SPACING); row <= lastRow; row++) {
      for (long column = square(cx - WBC_REACH, WBC_SPACING); column <= lastColumn; column++) {
        WhiteCell cell = whiteCell(column, row);
        if (cell != null && Math.hypot(cell.x() - cx, cell.y() - cy) < cell.radius() + 26) {
          return true;
        }
      }
    }
    return false;
  }

  private void drawPlatelets(double x, double y, List<CellLabel> labels) {
    long lastColumn = square(x + layers.width / layers.zoom + PLATELET_REACH, PLATELET_SPACING);
    long lastRow = square(y + layers.height / layers.zoom + PLATELET_REACH, PLATELET_SPACING);
    for (long row = square(y - PLATELET_REACH, PLATELET_SPACING); row <= lastRow; row++) {
      for (long column = square(x - PLATELET_REACH, PLATELET_SPACING);
          column <= lastColumn;
          column++) {
        Dice dice = new Dice(seed, CellKind.PLATELET, column, row);
        double cx = (column + dice.next()) * PLATELET_SPACING;
        double cy = (row + dice.next()) * PLATELET_SPACING;
        if (dice.next() < 0.42 && !isCoveredByWhiteCell(cx, cy)) {
          addLabel(
              labels,
              CellKind.PLATELET,
              platelets.draw(dice, (cx - x) * layers.zoom, (cy - y) * layers.zoom));
        }
      }
    }
  }

  private void drawWhiteCells(double x, double y, List<CellLabel> labels) {
    long lastColumn = square(x + layers.width / layers.zoom + WBC_REACH, WBC_SPACING);
    long lastRow = square(y + layers.height / layers.zoom + WBC_REACH, WBC_SPACING);
    for (long row = square(y - WBC_REACH, WBC_SPACING); row <= lastRow; row++) {
      for (long column = square(x - WBC_REACH, WBC_SPACING); column <= lastColumn; column++) {
        WhiteCell cell = whiteCell(column, row);
        if (cell != null) {
          addLabel(
              labels,
              CellKind.WBC,
              whiteCells.draw(cell, (cell.x() - x) * layers.zoom, (cell.y() - y) * layers.zoom));
        }
      }
    }
  }

  /** The white cell of a square of the white cells' grid, or null. */
  private @Nullable WhiteCell whiteCell(long column, long row) {
    Dice dice = new Dice(seed, CellKind.WBC, column, row);
    if (dice.next() > 0.72) {
      return null;
    }
    double cx = (column + dice.between(0.22, 0.78)) * WBC_SPACING;
    double cy = (row + dice.between(0.22, 0.78)) * WBC_SPACING;
    return new WhiteCell(cx, cy, dice.between(72, 108), dice);
  }

  private static long square(double coordinate, double spacing) {
    return (long) Math.floor(coordinate / spacing);
  }
}
