package io.eigencam.explain;

import io.eigencam.frame.Activation;
import io.eigencam.frame.SignRule;
import io.eigencam.numeric.PrincipalAxes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Eigen-CAM [1] as its common implementations [2] compute it, in double precision: the projection
 * of every cell on a principal component of all cells, padding included.
 *
 * <p>Departs from them where they leave things to chance or show noise: the sign follows a rule, a
 * component that does not exist and an activation that does not vary give a map of zeros.
 *
 * <ol>
 *   <li>M. B. Muhammad, M. Yeasin, Eigen-CAM: Class Activation Map using Principal Components,
 *       IJCNN 2020, doi:10.1109/IJCNN48605.2020.9206626
 *   <li>pytorch-grad-cam, {@code utils/svd_on_activations.py} and {@code utils/image.py}
 * </ol>
 */
public final class ReferenceEigenCam {
  private static final double LOW_VARIANCE = 1e-12;
  private static final double UNSTABLE = 0.98;
  private static final int FIGURES = 5;

  private final int component;
  private final SignRule rule;
  private final boolean centred;

  /**
   * @param component principal component, counted from 0
   * @param rule any but SCORES: a bare activation has none
   */
  public ReferenceEigenCam(int component, SignRule rule) {
    this(component, rule, true);
  }

  /**
   * @param component principal component, counted from 0
   * @param rule any but SCORES: a bare activation has none
   * @param centred whether the mean of every channel is taken off, as the references do; without,
   *     the leading component is near the mean of the cells
   */
  public ReferenceEigenCam(int component, SignRule rule, boolean centred) {
    if (component < 0) {
      throw new IllegalArgumentException("components are counted from 0, not " + component);
    }
    if (rule == SignRule.SCORES) {
      throw new IllegalArgumentException("a bare activation has no scores to take the sign from");
    }
    this.component = component;
    this.rule = rule;
    this.centred = centred;
  }

  /** Whether a neighbour's singular value is so near that the component may swap with it. */
  public static boolean isUnstable(Spectrum spectrum) {
    Double ratio = spectrum.neighbourRatio();
    return ratio != null && ratio > UNSTABLE;
  }

  /**
   * Explains an activation.
   *
   * @param boxMask (rows, columns): confidence of the boxes around each cell, else 0; without it
   *     BOXES falls back to CHANNEL_SUM
   */
  public ReferenceExplanation explain(Activation activation, float @Nullable [] boxMask) {
    if (boxMask != null && boxMask.length != activation.cells()) {
      throw new IllegalArgumentException(
          "the box mask has %d cells, the activation %d"
              .formatted(boxMask.length, activation.cells()));
    }
    float[] values = activation.values().clone();
    for (int i = 0; i < values.length; i++) {
      if (Float.isInfinite(values[i])) {
        return without(ReferenceStatus.INVALID_ACTIVATION, activation, null);
      }
      values[i] = Float.isNaN(values[i]) ? 0 : values[i];
    }
    PrincipalAxes axes =
        centred
            ? PrincipalAxes.of(activation.cells(), activation.channels(), values)
            : PrincipalAxes.uncentred(activation.cells(), activation.channels(), values);
    double total = centred ? axes.variance() : axes.sumOfSquares();
    if (axes.variance() <= LOW_VARIANCE * axes.sumOfSquares()) {
      List<Double> zeros = Collections.nCopies(Math.min(FIGURES, axes.count()), 0.0);
      Spectrum flat = new Spectrum(0, zeros, zeros, 0, null, 0);
      return without(ReferenceStatus.LOW_VARIANCE, activation, flat);
    }
    boolean exists = component < axes.rank();
    Spectrum spectrum = spectrum(axes, total, exists);
    if (!exists) {
      return without(ReferenceStatus.RANK_EXCEEDED, activation, spectrum);
    }
    double[] axis = axes.axis(component);
    Sign channelSum = Sign.channelSum(axis);
    Projection projection =
        (centred ? Projection.of(values, axis) : Projection.uncentred(values, axis))
            .times(channelSum.value());
    SignFigures sign = figures(projection, channelSum, values, boxMask);
    Integer value = sign.signs().get(sign.rule());
    return new ReferenceExplanation(
        ReferenceStatus.OK,
        activation.rows(),
        activation.columns(),
        spectrum,
        sign,
        projection.times(value == null ? 1 : value),
        axes.sigma(component));
  }

  private SignFigures figures(
      Projection projection, Sign channelSum, float[] values, float @Nullable [] boxMask) {
    Map<SignRule, Integer> signs = new EnumMap<>(SignRule.class);
    signs.put(SignRule.CHANNEL_SUM, 1);
    signs.put(SignRule.EXTREMUM, Sign.extremum(projection).value());
    if (!centred) {
      signs.put(SignRule.MEAN, Sign.mean(projection).value());
    }
    Sign boxes = boxMask == null ? null : Sign.correlated(projection, boxMask, SignRule.BOXES);
    if (boxes != null) {
      signs.put(SignRule.BOXES, boxes.value());
    }
    double correlation = projection.correlation(channelMeans(values, projection.values().length));
    return new SignFigures(
        signs.containsKey(rule) ? rule : SignRule.CHANNEL_SUM,
        channelSum.margin(),
        Math.abs(correlation),
        signs);
  }

  private Spectrum spectrum(PrincipalAxes axes, double total, boolean exists) {
    List<Double> sigma = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int k = 0; k < Math.min(FIGURES, axes.count()); k++) {
      sigma.add(axes.sigma(k));
      ratios.add(axes.sigma(k) * axes.sigma(k) / total);
    }
    double gap = axes.count() > 1 ? axes.sigma(1) / axes.sigma(0) : 0;
    return new Spectrum(
        axes.rank(), sigma, ratios, gap, exists ? neighbourRatio(axes) : null, total);
  }

  private @Nullable Double neighbourRatio(PrincipalAxes axes) {
    Double ratio = null;
    if (component + 1 < axes.count()) {
      ratio = axes.sigma(component + 1) / axes.sigma(component);
    }
    if (component > 0) {
      double before = axes.sigma(component) / axes.sigma(component - 1);
      ratio = ratio == null ? before : Math.max(ratio, before);
    }
    return ratio;
  }

  private static float[] channelMeans(float[] values, int cells) {
    int channels = values.length / cells;
    float[] means = new float[cells];
    for (int cell = 0; cell < cells; cell++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += values[cell * channels + c];
      }
      means[cell] = (float) (sum / channels);
    }
    return means;
  }

  private static ReferenceExplanation without(
      ReferenceStatus status, Activation activation, @Nullable Spectrum spectrum) {
    return new ReferenceExplanation(
        status,
        activation.rows(),
        activation.columns(),
        spectrum,
        null,
        new Projection(new double[activation.cells()]),
        0);
  }
}
