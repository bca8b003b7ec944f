package io.eigencam.drift;

import io.eigencam.frame.LayerFeatures;
import java.util.Objects;

/**
 * How one layer saw one camera while it was learned: what every later frame is compared with.
 * Immutable.
 */
public final class LayerReference {
  private static final int VERSION = 1;
  private static final int MOST_DIRECTIONS = 3;

  private final String layer;
  private final PooledGrid grid;
  private final float[] directions; // (up to 3, channels), orthonormal
  private final float[] axis; // (channels), unit length
  private final float[] mean; // (channels)
  private final float[] deviation; // (channels)
  private final float[] mapMean; // (pooled cells)
  private final float[] mapDeviation; // (pooled cells)
  private final float[] mapShares; // (pooled cells)

  /**
   * Arrays are not copied.
   *
   * @param layer its name
   * @param grid its cells
   * @param axis (channels): leading eigenvector of the sum of v1 v1'; empty when no frame had a
   *     direction
   * @param directions (up to 3, channels): leading eigenvectors of the sum of s_k v_k v_k'
   * @param mean (channels): of the frames' channel means
   * @param deviation (channels): their standard deviation
   * @param mapMean (pooled cells): mean of the standardised maps; empty, like the two after it,
   *     when no frame had a map
   * @param mapDeviation (pooled cells): their standard deviation, above 0
   * @param mapShares (pooled cells): mean of the maps' shares of attention
   */
  public LayerReference(
      String layer,
      PooledGrid grid,
      float[] axis,
      float[] directions,
      float[] mean,
      float[] deviation,
      float[] mapMean,
      float[] mapDeviation,
      float[] mapShares) {
    this.layer = Objects.requireNonNull(layer, "layer");
    this.grid = Objects.requireNonNull(grid, "grid");
    this.axis = axis;
    this.directions = directions;
    this.mean = mean;
    this.deviation = deviation;
    this.mapMean = mapMean;
    this.mapDeviation = mapDeviation;
    this.mapShares = mapShares;
    int channels = mean.length;
    require(channels > 0 && deviation.length == channels, "channel figures");
    require(axis.length == 0 || axis.length == channels, "axis");
    require(
        directions.length % channels == 0
            && directions.length <= MOST_DIRECTIONS * channels
            && directions.length >= axis.length,
        "directions");
    require(mapMean.length == 0 || mapMean.length == grid.cells(), "mean map");
    require(
        mapDeviation.length == mapMean.length && mapShares.length == mapMean.length, "map figures");
  }

  private void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException(layer + ": the reference's " + what + " do not fit");
    }
  }

  public String layer() {
    return layer;
  }

  public PooledGrid grid() {
    return grid;
  }

  public int channels() {
    return mean.length;
  }

  /** Whether a frame's layer can be compared: the same layer, channels and cells. */
  public boolean fits(LayerFeatures features) {
    return features.layer().equals(layer)
        && features.activation().channels() == channels()
        && features.valid().rows() == grid.rows()
        && features.valid().columns() == grid.columns();
  }

  /** Whether there are directions to compare with. */
  public boolean hasDirections() {
    return axis.length > 0;
  }

  /** Whether there are maps to compare with. */
  public boolean hasMaps() {
    return mapMean.length > 0;
  }

  /** (channels), not a copy. */
  public float[] axis() {
    return axis;
  }

  /** (up to 3, channels), not a copy. */
  public float[] directions() {
    return directions;
  }

  /** (channels), not a copy. */
  public float[] mean() {
    return mean;
  }

  /** (channels), not a copy. */
  public float[] deviation() {
    return deviation;
  }

  /** (pooled cells), not a copy. */
  public float[] mapMean() {
    return mapMean;
  }

  /** (pooled cells), not a copy. */
  public float[] mapDeviation() {
    return mapDeviation;
  }

  /** (pooled cells), not a copy. */
  public float[] mapShares() {
    return mapShares;
  }

  /** Cosine of the angle between the reference's axis and a direction of unit length, -1..1. */
  double cosine(double[] direction) {
    return cosine(axis, 0, direction);
  }

  /** Squared length of a unit vector's projection on the leading directions, 0..1. */
  double inSubspace(double[] direction) {
    double squares = 0;
    for (int first = 0; first < directions.length; first += direction.length) {
      double cosine = cosine(directions, first, direction);
      squares += cosine * cosine;
    }
    return Math.min(1, squares);
  }

  /** A stored row is of unit length only up to its rounding, which would pass for an angle. */
  private static double cosine(float[] rows, int first, double[] x) {
    double along = 0;
    double squares = 0;
    for (int c = 0; c < x.length; c++) {
      double value = rows[first + c];
      along += value * x[c];
      squares += value * value;
    }
    return Math.max(-1, Math.min(1, along / Math.sqrt(squares)));
  }

  /** This reference, to be read by {@link #read}. */
  public byte[] toBytes() {
    StateOutput out = new StateOutput();
    out.small(VERSION);
    out.text(layer);
    grid.write(out);
    out.integer(channels());
    out.flag(hasDirections());
    out.small(directions.length / channels());
    out.flag(hasMaps());
    Fixed16.write(axis, out);
    Fixed16.write(directions, out);
    out.floats(mean, mean.length);
    out.floats(deviation, deviation.length);
    Fixed16.write(mapMean, out);
    Fixed16.write(mapDeviation, out);
    Fixed16.write(mapShares, out);
    return out.toByteArray();
  }

  /**
   * What was written.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of another version
   */
  public static LayerReference read(byte[] bytes) {
    StateInput in = new StateInput(bytes);
    requireVersion(in.small(), VERSION);
    String layer = in.text();
    PooledGrid grid = PooledGrid.read(in);
    int channels = in.integer();
    int axis = in.flag() ? channels : 0;
    int directions = in.small(MOST_DIRECTIONS + 1, "number of directions") * channels;
    int cells = in.flag() ? grid.cells() : 0;
    LayerReference read =
        new LayerReference(
            layer,
            grid,
            Fixed16.read(in, axis),
            Fixed16.read(in, directions),
            in.floats(channels),
            in.floats(channels),
            Fixed16.read(in, cells),
            Fixed16.read(in, cells),
            Fixed16.read(in, cells));
    in.end();
    return read;
  }

  static void requireVersion(int version, int known) {
    if (version != known) {
      throw new IllegalArgumentException(
          "stored state has version %d; known is %d".formatted(version, known));
    }
  }
}
