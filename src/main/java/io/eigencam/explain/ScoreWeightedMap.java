package io.eigencam.explain;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Features behind a class, without gradients: every cell projected on the leading right singular
 * vector of diag(sqrt(s)) Xc, where s is the class's score per cell and Xc the centred activation.
 * Cells that the head does not score for the class hardly take part in finding the direction, but
 * all are shown.
 *
 * <p>The sign is given: the mean of the projection, weighted by s, is positive, which for a
 * projection of mean 0 is the same as a positive correlation with s.
 */
public final class ScoreWeightedMap implements MapMethod {
  private final ScoredClass scored;

  /**
   * @param label name of the class
   */
  public ScoreWeightedMap(int classId, String label) {
    this.scored = new ScoredClass(classId, label);
  }

  @Override
  public List<LayerAttention> maps(LayerView layer) throws FrameRejected {
    float[] scores = scored.onGrid(layer);
    if (!ScoredClass.isScored(scores)) {
      return List.of(scored.nothing(layer, MapKind.SCORE_WEIGHTED));
    }
    LeadingDirection direction = direction(layer, scores);
    if (direction == null) {
      return List.of(scored.nothing(layer, MapKind.SCORE_WEIGHTED));
    }
    Projection projection = Projection.of(layer.activation().values(), direction.vector());
    if (!projection.isFinite()) {
      throw layer.invalid("an activation");
    }
    double correlation = projection.correlation(scores);
    var map =
        layer.map(
            MapKind.SCORE_WEIGHTED,
            scored.label(),
            0,
            projection.times(correlation < 0 ? -1 : 1).floats());
    double margin = Math.abs(correlation);
    Set<AttentionFlag> flags = EnumSet.noneOf(AttentionFlag.class);
    if (margin < ExplainSettings.DEFAULT.unsureBelow(scores.length)) {
      flags.add(AttentionFlag.SIGN_UNSURE);
    }
    if (direction.unstable()) {
      flags.add(AttentionFlag.UNSTABLE_COMPONENT);
    }
    return List.of(
        new LayerAttention(
            map,
            direction.spectrum(),
            new SignChoice(SignRule.SCORES, margin, Map.of(SignRule.SCORES, true)),
            margin,
            layer.outsideShare(map),
            flags));
  }

  private static @Nullable LeadingDirection direction(LayerView layer, float[] scores)
      throws FrameRejected {
    float[] mean = layer.features().mean();
    double[] about = new double[mean.length];
    for (int channel = 0; channel < mean.length; channel++) {
      about[channel] = mean[channel];
    }
    try {
      return LeadingDirection.of(ScoredClass.weighted(layer, scores), about);
    } catch (IllegalArgumentException notFinite) {
      throw layer.invalid("an activation");
    }
  }
}
