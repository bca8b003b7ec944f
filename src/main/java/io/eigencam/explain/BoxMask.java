package io.eigencam.explain;

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
      CellsInBox inside = CellsInBox.of(detection.box(), cells, rows, columns);
      for (int row = inside.firstRow(); row < inside.lastRow(); row++) {
        for (int column = inside.firstColumn(); column < inside.lastColumn(); column++) {
          int cell = row * columns + column;
          mask[cell] = Math.max(mask[cell], detection.confidence());
        }
      }
    }
    return mask;
  }
}
