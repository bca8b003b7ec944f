package io.eigencam.drift;

import java.util.Arrays;

/**
 * Where attention has been more or less than the reference's, of late: per cell a moving mean of
 * the distance from it, in the cell's own standard deviations.
 */
public final class CellDrift {
  private final int rows;
  private final int columns;
  private final double reachMillis;
  private final float[] z; // (rows, columns)
  private long latest = Long.MIN_VALUE;

  /**
   * @param reachMillis time constant of the moving mean: a few blocks, so that a place shows by the
   *     time that the alarm rings
   */
  public CellDrift(int rows, int columns, double reachMillis) {
    this(rows, columns, reachMillis, new float[rows * columns]);
  }

  private CellDrift(int rows, int columns, double reachMillis, float[] z) {
    if (rows < 1 || columns < 1 || !(reachMillis > 0)) {
      throw new IllegalArgumentException(
          "no map: %dx%d cells, %s ms".formatted(rows, columns, reachMillis));
    }
    this.rows = rows;
    this.columns = columns;
    this.reachMillis = reachMillis;
    this.z = z;
  }

  /**
   * Takes one frame.
   *
   * @param time its event time, milliseconds since the epoch; after a gap it counts for no more
   *     than the reach
   * @param distances (rows, columns), positive where there is more attention; NaN, as below a
   *     detection, leaves the cell as it was
   */
  public void add(long time, float[] distances) {
    if (distances.length != z.length) {
      throw new IllegalArgumentException(
          "%d distances for %d cells".formatted(distances.length, z.length));
    }
    double passed = latest == Long.MIN_VALUE ? 0 : Math.min((double) (time - latest), reachMillis);
    double weight = 1 - Math.exp(-Math.max(0, passed) / reachMillis);
    for (int i = 0; i < z.length; i++) {
      if (Float.isFinite(distances[i])) {
        z[i] += (float) (weight * (distances[i] - z[i]));
      }
    }
    latest = Math.max(latest, time);
  }

  /** Begins anew, as another reference must. */
  public void clear() {
    Arrays.fill(z, 0);
    latest = Long.MIN_VALUE;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** The moving mean of a cell. */
  public float z(int row, int column) {
    return z[row * columns + column];
  }

  public void write(StateOutput out) {
    out.integer(rows);
    out.integer(columns);
    out.real(reachMillis);
    out.number(latest);
    out.floats(z, z.length);
  }

  public static CellDrift read(StateInput in) {
    int rows = in.integer();
    int columns = in.integer();
    double reachMillis = in.real();
    long latest = in.number();
    CellDrift drift =
        new CellDrift(rows, columns, reachMillis, in.floats(Math.multiplyExact(rows, columns)));
    drift.latest = latest;
    return drift;
  }
}
