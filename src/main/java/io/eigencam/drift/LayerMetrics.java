package io.eigencam.drift;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import java.util.EnumMap;
import java.util.Map;

/**
 * One layer of one frame against its reference: the metrics that depend on the layer, and where the
 * map differs. {@link OutputMetrics} has those that do not.
 */
public final class LayerMetrics {
  /** With eigenvalues closer than this share, the first direction may be another in any frame. */
  static final double LEAST_GAP = 0.1;

  /** With a smaller cosine to the reference's axis, the direction's sign means nothing. */
  private static final double LEAST_COSINE = 0.2;

  /** With more of the picture in boxes there is no outside to compare with. */
  private static final double MOST_IN_BOXES = 0.9;

  /** Variance of a standardised map that is rounding. */
  private static final double FLAT = 1e-12;

  private static final double LEAST_SINE = 1e-4;
  private static final double LEAST_DISTANCE = 1e-4;
  private static final double MOST_DISTANCE = 25;
  private static final double LEAST_SHARE = 0.01;

  private final LayerSample sample;
  private final LayerReference reference;
  private final BoxCells boxes;
  private final CellToPicture cells;
  private final Map<DriftMetric, Double> values = new EnumMap<>(DriftMetric.class);
  private MapDifference difference;

  private LayerMetrics(LayerSample sample, LayerReference reference) {
    this.sample = sample;
    this.reference = reference;
    this.cells = reference.grid().cellToPicture(sample.cells());
    this.boxes = BoxCells.of(sample.detections(), reference.grid(), cells);
    this.difference = MapDifference.none(reference.grid(), cells);
  }

  /**
   * Compares.
   *
   * @throws IllegalArgumentException if the sample is not of the reference's layer and cells
   */
  public static LayerMetrics of(LayerSample sample, LayerReference reference) {
    if (!reference.fits(sample.features())) {
      throw new IllegalArgumentException(
          "%s, %s does not fit the reference of %s, %s"
              .formatted(
                  sample.features().layer(),
                  sample.features().valid(),
                  reference.layer(),
                  reference.grid()));
    }
    LayerMetrics metrics = new LayerMetrics(sample, reference);
    metrics.values.put(DriftMetric.FEAT, metrics.featureDistance());
    metrics.compareDirection();
    metrics.relateToBoxes();
    return metrics;
  }

  /** {@link DriftMetric#CONF} and {@link DriftMetric#LOGN} are undefined here. */
  public MetricValues values() {
    return MetricValues.of(values);
  }

  /** Where the map differs from the reference's. */
  public MapDifference difference() {
    return difference;
  }

  /** Diagonal Mahalanobis distance of the channel means, its terms cut off. */
  private double featureDistance() {
    float[] mean = sample.features().mean();
    double sum = 0;
    for (int c = 0; c < mean.length; c++) {
      double away = (mean[c] - reference.mean()[c]) / (double) reference.deviation()[c];
      sum += Math.min(away * away, MOST_DISTANCE);
    }
    return Math.log(Math.max(sum / mean.length, LEAST_DISTANCE));
  }

  private void compareDirection() {
    SecondMoment moment = SecondMoment.of(sample.features(), 1);
    if (moment.isZero()) {
      return;
    }
    values.put(DriftMetric.EVR, moment.explainedLogit());
    values.put(DriftMetric.PR, moment.logParticipation());
    if (!reference.hasDirections()) {
      return;
    }
    double[] direction = moment.direction(0);
    double cosine = reference.cosine(direction);
    values.put(DriftMetric.DIR, Math.log(LEAST_SINE + 1 - cosine * cosine));
    values.put(DriftMetric.SUB, Math.log(LEAST_SINE + 1 - reference.inSubspace(direction)));
    if (Math.abs(cosine) >= LEAST_COSINE && moment.hasGap(LEAST_GAP) && reference.hasMaps()) {
      compareMap(direction, cosine < 0 ? -1 : 1);
    }
  }

  private void compareMap(double[] direction, int sign) {
    PooledGrid grid = reference.grid();
    double[] projected = grid.project(sample.features().activation(), direction);
    for (int cell = 0; cell < projected.length; cell++) {
      projected[cell] *= sign;
    }
    PooledMap map = PooledMap.of(projected);
    float[] before = reference.mapShares();
    values.put(DriftMetric.JS, ShareDistance.jensenShannon(map.shares(), before));
    values.put(
        DriftMetric.W1,
        ShareDistance.wasserstein(map.shares(), before, grid.pooledRows(), grid.pooledColumns()));
    if (boxes.share() <= MOST_IN_BOXES) {
      values.put(DriftMetric.FCORR, likeness(map.standardised()));
      difference = MapDifference.of(map.standardised(), reference, boxes, cells);
      values.put(DriftMetric.GHOST, difference.largestGain());
      values.put(DriftMetric.LOST, difference.largestLoss());
    }
  }

  /** Fisher's z of Pearson's correlation outside the boxes; NaN where either does not vary. */
  private double likeness(double[] map) {
    float[] other = reference.mapMean();
    int count = map.length - boxes.count();
    double mean = 0;
    double otherMean = 0;
    for (int i = 0; i < map.length; i++) {
      if (!boxes.contains(i)) {
        mean += map[i] / count;
        otherMean += (double) other[i] / count;
      }
    }
    double both = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < map.length; i++) {
      if (!boxes.contains(i)) {
        double a = map[i] - mean;
        double b = other[i] - otherMean;
        both += a * b;
        squares += a * a;
        otherSquares += b * b;
      }
    }
    if (Math.min(squares, otherSquares) <= FLAT * count) {
      return Double.NaN;
    }
    double correlation = both / Math.sqrt(squares * otherSquares);
    double cut = Math.max(-0.995, Math.min(0.995, correlation));
    return Math.log((1 + cut) / (1 - cut)) / 2;
  }

  /** On the map that people see: on the uncentred one boxes are dark on some networks. */
  private void relateToBoxes() {
    AttentionMap attention = sample.attention();
    if (attention == null || boxes.count() == 0 || boxes.share() > MOST_IN_BOXES) {
      return;
    }
    double[] shares = PooledMap.of(reference.grid().pool(attention.projection())).shares();
    double inside = 0;
    for (int i = 0; i < shares.length; i++) {
      inside += boxes.contains(i) ? shares[i] : 0;
    }
    values.put(DriftMetric.LIFT, Math.log((inside + LEAST_SHARE) / (boxes.share() + LEAST_SHARE)));
  }
}
