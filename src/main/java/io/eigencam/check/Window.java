package io.eigencam.check;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.PictureSize;
import java.util.List;

/**
 * A rectangle of whole pixels of a picture that is greyed out.
 *
 * @param left first column
 * @param top first row
 */
public record Window(int left, int top, int width, int height) {
  /** Steps per axis in which places are tried. */
  private static final int STEPS = 24;

  public Window {
    if (left < 0 || top < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "no window: %dx%d at %d, %d".formatted(width, height, left, top));
    }
  }

  /** The place of that size that holds most of a map's attention. */
  static Window mostAttended(AttentionMap map, PictureSize picture, int width, int height) {
    Window best = at(0, 0, picture, width, height);
    double most = -1;
    for (int row = 0; row <= STEPS; row++) {
      for (int column = 0; column <= STEPS; column++) {
        Window window = at(row, column, picture, width, height);
        double inside = window.attention(map);
        if (inside > most) {
          most = inside;
          best = window;
        }
      }
    }
    return best;
  }

  /** The place of that size that overlaps least with others; of equal ones the most central. */
  static Window awayFrom(List<Window> others, PictureSize picture, int width, int height) {
    Window best = at(0, 0, picture, width, height);
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row <= STEPS; row++) {
      for (int column = 0; column <= STEPS; column++) {
        Window window = at(row, column, picture, width, height);
        double cost =
            others.stream().mapToDouble(window::overlap).sum()
                + Math.hypot(row - STEPS / 2.0, column - STEPS / 2.0) / STEPS;
        if (cost < least) {
          least = cost;
          best = window;
        }
      }
    }
    return best;
  }

  private static Window at(int row, int column, PictureSize picture, int width, int height) {
    return new Window(
        (picture.width() - width) * column / STEPS,
        (picture.height() - height) * row / STEPS,
        width,
        height);
  }

  /** The pixels of a box inside a picture. */
  static Window of(Box box, PictureSize picture) {
    int left = Math.min((int) box.x1(), picture.width() - 1);
    int top = Math.min((int) box.y1(), picture.height() - 1);
    return new Window(
        left,
        top,
        Math.max(1, Math.min((int) Math.ceil(box.x2()), picture.width()) - left),
        Math.max(1, Math.min((int) Math.ceil(box.y2()), picture.height()) - top));
  }

  /** Sum of the positive map over the cells whose centres lie inside. */
  double attention(AttentionMap map) {
    CellToPicture to = map.cellToPicture();
    double sum = 0;
    for (int row = 0; row < map.rows(); row++) {
      for (int column = 0; column < map.columns(); column++) {
        if (contains(to.x(column, row), to.y(column, row))) {
          sum += Math.max(0, map.projection()[row * map.columns() + column]);
        }
      }
    }
    return sum;
  }

  boolean contains(double x, double y) {
    return x >= left && x < left + width && y >= top && y < top + height;
  }

  /** Pixels shared with another one. */
  double overlap(Window other) {
    double shared = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
    double tall = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
    return Math.max(0, shared) * Math.max(0, tall);
  }
}
