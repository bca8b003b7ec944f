package io.eigencam.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares what a new camera was commissioned with to other cameras on the same model: a fault that
 * was there from the first frame is part of its reference and can be seen only from outside.
 */
public final class FleetComparison {
  /** Scales of the fleet from its median that make a stranger. */
  private static final double STRANGE = 4;

  private FleetComparison() {}

  /**
   * The figures whose normal median lies far from the other cameras'.
   *
   * @param camera its commissioned ranges, in the order of the figures
   * @param fleet the same of other cameras; fewer than five say nothing
   */
  public static List<Figure> strangers(
      StreamSet set, List<NormalRange> camera, List<List<NormalRange>> fleet) {
    List<Figure> strangers = new ArrayList<>();
    for (int k = 0; k < set.figures().size(); k++) {
      int figure = k;
      Figure known = set.figures().get(k);
      double[] medians = fleet.stream().mapToDouble(other -> other.get(figure).median()).toArray();
      NormalRange of = NormalRange.of(medians, known.scaleFloor());
      if (Math.abs(of.z(camera.get(k).median())) > STRANGE) { // false where either is NaN
        strangers.add(known);
      }
    }
    return strangers;
  }
}
