package io.eigencam.drift;

import io.eigencam.frame.LayerFeatures;
import java.util.Arrays;

/**
 * Learns the reference of one layer of one camera, frame by frame, in bounded memory. Used by one
 * thread.
 */
public final class LayerReferenceBuilder {
  private static final int VERSION = 1;

  /** Leading directions of a frame that count. */
  static final int DIRECTIONS = 3;

  /** Vectors kept for the axis; with k = 1 a quarter of the energy beside it is the most error. */
  private static final int KEPT_FOR_AXIS = 4;

  private static final int KEPT_FOR_DIRECTIONS = 8;

  /** Channels that never change must not divide by 0. */
  private static final double LEAST_DEVIATION = 1e-6;

  /** Share of the deviation of all cells that a cell's own is raised by. */
  private static final double SHARED_DEVIATION = 0.05;

  private final String layer;
  private final PooledGrid grid;
  private final int channels;
  private final DirectionSketch axis;
  private final DirectionSketch directions;
  private final RunningMoments means; // of the channel means
  private final RunningMoments maps; // of the standardised maps
  private final double[] shares; // sums over the maps

  /** Starts with nothing, for frames like this one. */
  public LayerReferenceBuilder(LayerFeatures features) {
    this(
        features.layer(),
        PooledGrid.of(features.valid().rows(), features.valid().columns()),
        features.activation().channels());
  }

  private LayerReferenceBuilder(String layer, PooledGrid grid, int channels) {
    this(
        layer,
        grid,
        channels,
        new DirectionSketch(channels, KEPT_FOR_AXIS),
        new DirectionSketch(channels, KEPT_FOR_DIRECTIONS),
        new RunningMoments(channels),
        new RunningMoments(grid.cells()),
        new double[grid.cells()]);
  }

  private LayerReferenceBuilder(
      String layer,
      PooledGrid grid,
      int channels,
      DirectionSketch axis,
      DirectionSketch directions,
      RunningMoments means,
      RunningMoments maps,
      double[] shares) {
    this.layer = layer;
    this.grid = grid;
    this.channels = channels;
    this.axis = axis;
    this.directions = directions;
    this.means = means;
    this.maps = maps;
    this.shares = shares;
  }

  /** What was learned so far, to go on from with {@link #read} to the same bits. */
  public byte[] toBytes() {
    StateOutput out = new StateOutput();
    out.small(VERSION);
    out.text(layer);
    grid.write(out);
    out.integer(channels);
    out.floats(axis.rows(), axis.rows().length);
    out.floats(directions.rows(), directions.rows().length);
    means.write(out);
    maps.write(out);
    out.doubles(shares);
    return out.toByteArray();
  }

  /**
   * What was written.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of another version
   */
  public static LayerReferenceBuilder read(byte[] bytes) {
    StateInput in = new StateInput(bytes);
    LayerReference.requireVersion(in.small(), VERSION);
    String layer = in.text();
    PooledGrid grid = PooledGrid.read(in);
    int channels = in.integer();
    LayerReferenceBuilder read =
        new LayerReferenceBuilder(
            layer,
            grid,
            channels,
            new DirectionSketch(channels, in.floats(KEPT_FOR_AXIS * channels)),
            new DirectionSketch(channels, in.floats(KEPT_FOR_DIRECTIONS * channels)),
            RunningMoments.read(in, channels),
            RunningMoments.read(in, grid.cells()),
            in.doubles(grid.cells()));
    in.end();
    return read;
  }

  /** Whether a frame's layer belongs here: the same layer, channels and cells. */
  public boolean fits(LayerFeatures features) {
    return features.layer().equals(layer)
        && features.activation().channels() == channels
        && features.valid().rows() == grid.rows()
        && features.valid().columns() == grid.columns();
  }

  /** Frames that were added. */
  public long frames() {
    return means.count();
  }

  /** Adds a frame. */
  public void add(LayerFeatures features) {
    if (!fits(features)) {
      throw new IllegalArgumentException(
          "%s, %s does not belong to the reference of %s"
              .formatted(features.layer(), features.valid(), layer));
    }
    SecondMoment moment = SecondMoment.of(features, DIRECTIONS);
    double[] mean = new double[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = features.mean()[c];
    }
    means.add(mean);
    if (moment.isZero()) {
      return;
    }
    axis.add(moment.direction(0));
    double[][] weighted = new double[moment.directions()][];
    for (int k = 0; k < weighted.length; k++) {
      double root = Math.sqrt(moment.energy(k));
      weighted[k] = Arrays.stream(moment.direction(k)).map(value -> value * root).toArray();
    }
    directions.add(weighted);
    if (moment.hasGap(LayerMetrics.LEAST_GAP)) {
      addMap(features, moment.direction(0), mean);
    }
  }

  /** The sign is open without a reference: most cells lie on the side of their mean. */
  private void addMap(LayerFeatures features, double[] direction, double[] mean) {
    double along = 0;
    for (int c = 0; c < channels; c++) {
      along += direction[c] * mean[c];
    }
    double sign = along < 0 ? -1 : 1;
    double[] values = grid.project(features.activation(), direction);
    PooledMap map = PooledMap.of(Arrays.stream(values).map(value -> sign * value).toArray());
    maps.add(map.standardised());
    for (int cell = 0; cell < shares.length; cell++) {
      shares[cell] += map.shares()[cell];
    }
  }

  /**
   * The reference of all frames so far, rounded as it will be stored: it means the same before and
   * after.
   *
   * @throws IllegalStateException if there was none
   */
  public LayerReference build() {
    if (frames() == 0) {
      throw new IllegalStateException(layer + ": no frame to learn from");
    }
    float[] mean = new float[channels];
    float[] deviation = new float[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) means.mean()[c];
      deviation[c] = (float) (means.deviation(c) + LEAST_DEVIATION);
    }
    int cells = maps.count() > 0 ? grid.cells() : 0;
    float[] mapMean = new float[cells];
    float[] mapDeviation = new float[cells];
    float[] mapShares = new float[cells];
    double shared = cells > 0 ? SHARED_DEVIATION * maps.overallDeviation() : 0;
    for (int cell = 0; cell < cells; cell++) {
      mapMean[cell] = (float) maps.mean()[cell];
      mapDeviation[cell] = (float) (maps.deviation(cell) + shared + LEAST_DEVIATION);
      mapShares[cell] = (float) (shares[cell] / maps.count());
    }
    return new LayerReference(
        layer,
        grid,
        Fixed16.rounded(onTheSideOf(mean, axis.leading(1))),
        Fixed16.rounded(directions.leading(DIRECTIONS)),
        mean,
        deviation,
        Fixed16.rounded(mapMean),
        Fixed16.rounded(mapDeviation),
        Fixed16.rounded(mapShares));
  }

  private static float[] onTheSideOf(float[] mean, float[] axis) {
    double along = 0;
    for (int c = 0; c < axis.length; c++) {
      along += (double) axis[c] * mean[c];
    }
    if (along < 0) {
      for (int c = 0; c < axis.length; c++) {
        axis[c] = -axis[c];
      }
    }
    return axis;
  }
}
