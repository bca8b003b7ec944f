package io.eigencam.explain;

import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Detection;
import java.util.List;

/** Which cells lie in detected boxes: a cell does when its centre does. */
final class BoxMask {
  private BoxMask() {}

  /**
   * @return (rows, columns): the largest confidence of the boxes around each cell's centre, else 0
   */
  static float[] of(List<Detection> detections, CellToPicture cells, int rows, int columns) {
    float[] mask = new float[rows * columns];
    for (Detection detection : detections) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          if (contains(detection.box(), cells, row, column)) {
            int cell = row * columns + column;
            mask[cell] = Math.max(mask[cell], detection.confidence());
          }
        }
      }
    }
    return mask;
  }

  static boolean contains(Box box, CellToPicture cells, int row, int column) {
    double x = cells.x(column, row);
    double y = cells.y(column, row);
    return x >= box.x1() && x < box.x2() && y >= box.y1() && y < box.y2();
  }
}
