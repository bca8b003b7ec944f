package io.eigencam.explain;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.ClassShares;
import io.eigencam.frame.Detection;
import java.util.List;

/** Measures a map against the boxes of one class and those of all others. */
final class MapInBoxes {
  private MapInBoxes() {}

  static ClassShares of(AttentionMap map, List<Detection> detections, int classId) {
    float[] inOwn = mask(map, detections.stream().filter(one -> one.classId() == classId).toList());
    float[] inOthers =
        mask(map, detections.stream().filter(one -> one.classId() != classId).toList());
    double sum = 0;
    double own = 0;
    double others = 0;
    int ownCells = 0;
    int othersCells = 0;
    int peak = 0;
    float[] values = map.projection();
    float zero = map.zero();
    for (int cell = 0; cell < values.length; cell++) {
      double value = Math.max(0, values[cell] - zero);
      sum += value;
      if (inOwn[cell] > 0) {
        own += value;
        ownCells++;
      } else if (inOthers[cell] > 0) {
        others += value;
        othersCells++;
      }
      peak = values[cell] > values[peak] ? cell : peak;
    }
    boolean nothing = sum == 0 || detections.isEmpty();
    boolean found = detections.stream().anyMatch(one -> one.classId() == classId);
    return new ClassShares(
        nothing ? null : own / sum,
        (double) ownCells / values.length,
        nothing ? null : others / sum,
        (double) othersCells / values.length,
        nothing || !found ? null : inOwn[peak] > 0);
  }

  private static float[] mask(AttentionMap map, List<Detection> detections) {
    return BoxMask.of(detections, map.cellToPicture(), map.rows(), map.columns());
  }
}
