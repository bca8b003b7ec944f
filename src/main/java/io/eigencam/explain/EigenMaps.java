package io.eigencam.explain;

import io.eigencam.frame.Activation;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import io.eigencam.frame.SingularValues;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Eigen-CAM: projections of the cells on the leading right singular vectors of the activation
 * (Muhammad and Yeasin, IJCNN 2020, arXiv 2008.00299), found as eigenvectors of its Gram matrix.
 *
 * <p>Centred, the components are the directions in which the cells differ most. Uncentred, the
 * leading one is close to the mean of the cells: on COCO it is higher outside the objects at p4 and
 * p5 in every frame measured, and its map must not be called attention.
 *
 * <p>Maps of several components keep their common scale, that of the activation: a weak component
 * stays weak. One beyond the rank has a zero map, since its direction is rounding noise.
 */
public final class EigenMaps implements MapMethod {
  /** Sums of squares below this share of the whole are rounding errors of float32. */
  private static final double LOW_VARIANCE = 1e-10;

  private static final double UNSTABLE = 0.98;

  /** So that the noise of a single sum stays below the limit. */
  private static final int FEWEST_CHANNELS = 8;

  private final MapKind kind;
  private final @Nullable String className;
  private final ExplainSettings settings;
  private final SignPolicy policy;

  private EigenMaps(MapKind kind, @Nullable String className, ExplainSettings settings) {
    this.kind = kind;
    this.className = className;
    this.settings = settings;
    this.policy = new SignPolicy(settings);
  }

  /** The reference's way: the mean of every channel is taken off. */
  public static EigenMaps centred(ExplainSettings settings) {
    return new EigenMaps(MapKind.EIGEN, null, settings);
  }

  /** The activation as it is. */
  public static EigenMaps uncentred(ExplainSettings settings) {
    return new EigenMaps(MapKind.EIGEN_UNCENTERED, null, settings);
  }

  /**
   * EigenGradCAM, of an inference whose layers hold activation times gradient of a score.
   *
   * <p>Away from what decides the score such a product is near 0, so the larger extreme is what
   * decides it: the sign is the one that makes it positive (as in Seg-Eigen-CAM). It agreed with
   * the boxes more often than the scores or the channels' sum.
   *
   * @param className the class whose score it is; null for the scores of all detections
   */
  public static EigenMaps gradient(ExplainSettings settings, @Nullable String className) {
    return new EigenMaps(
        MapKind.EIGEN_GRADIENT, className, settings.withSignRule(SignRule.EXTREMUM));
  }

  @Override
  public List<LayerAttention> maps(LayerView layer) throws FrameRejected {
    SymmetricMatrix centred = gram(layer);
    double squares = centred.trace() + energyOfMean(layer);
    if (centred.trace() <= LOW_VARIANCE * squares) {
      return nothing(layer);
    }
    SymmetricMatrix gram = kind == MapKind.EIGEN_UNCENTERED ? withMean(centred, layer) : centred;
    // A neighbour on either side of the last component decides whether it is stable.
    Eigenpairs pairs =
        Eigenpairs.leading(gram, Math.max(settings.reported(), settings.lastComponent() + 2));
    SingularValues spectrum = spectrum(pairs, gram.trace());
    int rank = rank(pairs, layer.activation().channels());
    List<LayerAttention> maps = new ArrayList<>();
    for (int k = settings.component(); k <= settings.lastComponent(); k++) {
      maps.add(
          k < rank
              ? signed(layer, pairs, k, spectrum)
              : empty(layer, k, spectrum, AttentionFlag.RANK_EXCEEDED));
    }
    return maps;
  }

  private LayerAttention signed(
      LayerView layer, Eigenpairs pairs, int component, SingularValues spectrum)
      throws FrameRejected {
    double[] direction = pairs.vector(component);
    float[] values = layer.activation().values();
    Projection projection =
        kind == MapKind.EIGEN_UNCENTERED
            ? Projection.uncentred(values, direction)
            : Projection.of(values, direction);
    if (!projection.isFinite()) {
      throw layer.invalid("an activation");
    }
    boolean nearMean = kind == MapKind.EIGEN_UNCENTERED && component == 0;
    SignPolicy.Decision decision = policy.decide(layer, projection, direction, nearMean);
    var map = layer.map(kind, className, component, decision.projection().floats());
    Set<AttentionFlag> flags = EnumSet.noneOf(AttentionFlag.class);
    // Gradients do not follow the scores of all cells: what counts is how clear the extreme is.
    boolean unsure =
        kind == MapKind.EIGEN_GRADIENT
            ? decision.sign().margin() < settings.unsureBelow()
            : decision.unsure();
    if (unsure) {
      flags.add(AttentionFlag.SIGN_UNSURE);
    }
    double before = component == 0 ? 0 : neighbour(pairs, component - 1);
    if (Math.max(neighbour(pairs, component), before) > UNSTABLE) {
      flags.add(AttentionFlag.UNSTABLE_COMPONENT);
    }
    return new LayerAttention(
        map, spectrum, decision.sign(), decision.alignment(), layer.outsideShare(map), flags);
  }

  private SingularValues spectrum(Eigenpairs pairs, double total) {
    List<Double> sigma = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int k = 0; k < settings.reported(); k++) {
      double value = k < pairs.count() ? Math.max(0, pairs.value(k)) : 0;
      sigma.add(Math.sqrt(value));
      ratios.add(Math.min(1, value / total));
    }
    return new SingularValues(sigma, ratios, neighbour(pairs, 0));
  }

  private static SymmetricMatrix gram(LayerView layer) throws FrameRejected {
    try {
      return SymmetricMatrix.ofGram(layer.activation().channels(), layer.features().gram());
    } catch (IllegalArgumentException notFinite) {
      throw layer.invalid("an activation");
    }
  }

  /** X'X = Xc'Xc + N mu mu'. */
  private static SymmetricMatrix withMean(SymmetricMatrix centred, LayerView layer) {
    int channels = centred.size();
    float[] mean = layer.features().mean();
    double[] sum = new double[channels * channels];
    for (int i = 0; i < channels; i++) {
      for (int j = 0; j < channels; j++) {
        sum[i * channels + j] =
            centred.get(i, j) + (double) layer.activation().cells() * mean[i] * mean[j];
      }
    }
    return SymmetricMatrix.of(channels, sum);
  }

  private static double energyOfMean(LayerView layer) throws FrameRejected {
    double sum = 0;
    for (float mean : layer.features().mean()) {
      sum += (double) mean * mean;
    }
    if (!Double.isFinite(sum)) {
      throw layer.invalid("an activation");
    }
    return sum * layer.activation().cells();
  }

  /**
   * Singular values whose squares are above the rounding noise of the float32 Gram matrix. It does
   * not grow with the cells, since products of matrices are summed in blocks: 1.4e-7 of the largest
   * eigenvalue was the most seen, from 64 to 100000 cells and 2 to 256 channels.
   */
  private static int rank(Eigenpairs pairs, int channels) {
    double noise = Math.max(FEWEST_CHANNELS, channels) * 0x1p-24;
    int rank = 0;
    while (rank < pairs.count() && pairs.value(rank) > noise * pairs.value(0)) {
      rank++;
    }
    return rank;
  }

  /** Ratio of the singular value after k to that of k, 0..1. */
  private static double neighbour(Eigenpairs pairs, int k) {
    return k + 1 < pairs.count() ? Math.sqrt(pairs.value(k + 1) / pairs.value(k)) : 0;
  }

  private List<LayerAttention> nothing(LayerView layer) {
    List<Double> zeros = Collections.nCopies(settings.reported(), 0.0);
    SingularValues spectrum = new SingularValues(zeros, zeros, 0);
    List<LayerAttention> maps = new ArrayList<>();
    for (int k = settings.component(); k <= settings.lastComponent(); k++) {
      maps.add(empty(layer, k, spectrum, AttentionFlag.LOW_VARIANCE));
    }
    return maps;
  }

  private LayerAttention empty(
      LayerView layer, int component, SingularValues spectrum, AttentionFlag why) {
    Activation activation = layer.activation();
    return new LayerAttention(
        layer.map(kind, className, component, new float[activation.cells()]),
        spectrum,
        new SignChoice(settings.signRule(), 0, Map.of()),
        null,
        null,
        Set.of(why));
  }
}
