package io.eigencam.explain;

import io.eigencam.frame.Activation;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.SignRule;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains one layer of one frame. */
final class LayerExplanation {
  /** Sums of squares below this share of the whole are rounding errors of float32. */
  private static final double LOW_VARIANCE = 1e-10;

  private static final double UNSTABLE = 0.98;

  /** So that the noise of a single sum stays below the limit. */
  private static final int FEWEST_CHANNELS = 8;

  private final LayerFeatures features;
  private final Inference inference;
  private final ExplainSettings settings;
  private final Activation activation;
  private final CellToPicture cellToPicture;

  LayerExplanation(LayerFeatures features, Inference inference, ExplainSettings settings) {
    this.features = features;
    this.inference = inference;
    this.settings = settings;
    this.activation = features.activation();
    this.cellToPicture = inference.letterbox().cellToPicture(features.stride());
  }

  LayerAttention explain() throws FrameRejected {
    SymmetricMatrix gram = gram();
    double total = gram.trace();
    if (total <= LOW_VARIANCE * (total + energyOfMean())) {
      return nothing(AttentionFlag.LOW_VARIANCE, zeros(), zeros(), 0);
    }
    // A neighbour on either side of the component decides whether it is stable.
    int wanted = Math.max(settings.reported(), settings.component() + 2);
    Eigenpairs pairs = Eigenpairs.leading(gram, wanted);
    List<Double> sigma = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int k = 0; k < settings.reported(); k++) {
      double value = k < pairs.count() ? Math.max(0, pairs.value(k)) : 0;
      sigma.add(Math.sqrt(value));
      ratios.add(Math.min(1, value / total));
    }
    double gap = neighbour(pairs, 0);
    if (settings.component() >= rank(pairs)) {
      return nothing(AttentionFlag.RANK_EXCEEDED, sigma, ratios, gap);
    }
    return signed(pairs, sigma, ratios, gap);
  }

  private LayerAttention signed(
      Eigenpairs pairs, List<Double> sigma, List<Double> ratios, double gap) throws FrameRejected {
    int component = settings.component();
    double[] direction = pairs.vector(component);
    Projection projection = Projection.of(activation.values(), direction);
    float @Nullable [] scores = scores();
    if (!projection.isFinite()) {
      throw invalid("activation");
    }
    float @Nullable [] boxes = boxes();
    Sign byBoxes = boxes == null ? null : Sign.correlated(projection, boxes, SignRule.BOXES);
    Sign byScores = scores == null ? null : Sign.correlated(projection, scores, SignRule.SCORES);
    Sign sign = decide(byScores, byBoxes, Sign.channelSum(direction), Sign.extremum(projection));
    AttentionMap map = map(projection.times(sign.value()).floats());
    Double alignment = null;
    if (scores != null) {
      alignment = byScores == null ? 0.0 : sign.value() * byScores.value() * byScores.margin();
    }
    Set<AttentionFlag> flags = EnumSet.noneOf(AttentionFlag.class);
    if (unsure(sign, alignment)) {
      flags.add(AttentionFlag.SIGN_UNSURE);
    }
    if (Math.max(neighbour(pairs, component), component == 0 ? 0 : neighbour(pairs, component - 1))
        > UNSTABLE) {
      flags.add(AttentionFlag.UNSTABLE_COMPONENT);
    }
    return new LayerAttention(
        map,
        sigma,
        ratios,
        gap,
        sign.rule(),
        sign.margin(),
        alignment,
        byBoxes == null ? null : byBoxes.value() == sign.value(),
        boxes == null ? null : new PositiveMap(map).outside(boxes),
        flags);
  }

  /** The rule asked for; where it cannot speak, what comes next in the order of trust. */
  private Sign decide(
      @Nullable Sign byScores, @Nullable Sign byBoxes, Sign channelSum, Sign extremum) {
    if (settings.signRule() == SignRule.EXTREMUM) {
      return extremum;
    }
    if (settings.signRule() == SignRule.SCORES && byScores != null) {
      return byScores;
    }
    if (settings.signRule() == SignRule.BOXES && byBoxes != null) {
      return byBoxes;
    }
    return channelSum.margin() < settings.channelSumBelow() && byBoxes != null
        ? byBoxes
        : channelSum;
  }

  private boolean unsure(Sign sign, @Nullable Double alignment) {
    if (alignment != null) {
      return alignment < settings.unsureBelow();
    }
    double limit =
        sign.rule() == SignRule.BOXES ? settings.unsureBelow() : settings.channelSumBelow();
    return sign.margin() < limit;
  }

  private SymmetricMatrix gram() throws FrameRejected {
    try {
      return SymmetricMatrix.ofFloats(activation.channels(), features.gram());
    } catch (IllegalArgumentException notFinite) {
      throw invalid("activation");
    }
  }

  private float @Nullable [] scores() throws FrameRejected {
    if (inference.scores().isEmpty()) {
      return null;
    }
    float[] scores = ScoreMap.onGrid(inference.scores(), features.stride(), features.valid());
    for (float score : scores) {
      if (!Float.isFinite(score)) {
        throw invalid("score");
      }
    }
    return scores;
  }

  private float @Nullable [] boxes() {
    return inference.detections().isEmpty()
        ? null
        : BoxMask.of(
            inference.detections(), cellToPicture, activation.rows(), activation.columns());
  }

  private double energyOfMean() throws FrameRejected {
    double sum = 0;
    for (float mean : features.mean()) {
      sum += (double) mean * mean;
    }
    if (!Double.isFinite(sum)) {
      throw invalid("activation");
    }
    return sum * activation.cells();
  }

  /**
   * Singular values whose squares are above the rounding noise of the float32 Gram matrix. It does
   * not grow with the cells, since products of matrices are summed in blocks: 1.4e-7 of the largest
   * eigenvalue was the most seen, from 64 to 100000 cells and 2 to 256 channels.
   */
  private int rank(Eigenpairs pairs) {
    double noise = Math.max(FEWEST_CHANNELS, activation.channels()) * 0x1p-24;
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

  private LayerAttention nothing(
      AttentionFlag why, List<Double> sigma, List<Double> ratios, double gap) {
    return new LayerAttention(
        map(new float[activation.cells()]),
        sigma,
        ratios,
        gap,
        settings.signRule(),
        0,
        null,
        null,
        null,
        Set.of(why));
  }

  private AttentionMap map(float[] projection) {
    return new AttentionMap(
        features.layer(),
        settings.component(),
        activation.rows(),
        activation.columns(),
        projection,
        cellToPicture);
  }

  private List<Double> zeros() {
    return Collections.nCopies(settings.reported(), 0.0);
  }

  private FrameRejected invalid(String what) {
    return new FrameRejected(
        RejectionReason.INVALID_ACTIVATION,
        "layer %s: an %s is NaN or infinite; check the model's export"
            .formatted(features.layer(), what));
  }
}
