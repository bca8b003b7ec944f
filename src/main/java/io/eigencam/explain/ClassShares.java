package io.eigencam.explain;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Detection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a map's attention lies where a class was found, and how much where only others were.
 * A cell lies in a box when its centre does; in the boxes of others only when it lies in no box of
 * the class itself.
 *
 * @param own share of the positive map in boxes of the class, 0..1 ("energy pointing game",
 *     Score-CAM, CVPRW 2020, 4.2); null where the map is zero
 * @param ownArea share of the cells in boxes of the class, 0..1: what a map without any preference
 *     would have
 * @param othersOnly share of the positive map in boxes of other classes only; null as own
 * @param othersOnlyArea share of the cells in boxes of other classes only
 * @param peakInOwn whether the map's maximum lies in a box of the class; null where the map is zero
 *     or nothing of the class was found
 */
public record ClassShares(
    @Nullable Double own,
    double ownArea,
    @Nullable Double othersOnly,
    double othersOnlyArea,
    @Nullable Boolean peakInOwn) {

  /** Measures a map against the detections of one class and of all others. */
  public static ClassShares of(AttentionMap map, List<Detection> detections, int classId) {
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
    for (int cell = 0; cell < values.length; cell++) {
      double value = Math.max(0, values[cell]);
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
    boolean zero = sum == 0;
    return new ClassShares(
        zero ? null : own / sum,
        (double) ownCells / values.length,
        zero ? null : others / sum,
        (double) othersCells / values.length,
        zero || detections.stream().noneMatch(one -> one.classId() == classId)
            ? null
            : inOwn[peak] > 0);
  }

  private static float[] mask(AttentionMap map, List<Detection> detections) {
    return BoxMask.of(detections, map.cellToPicture(), map.rows(), map.columns());
  }
}
