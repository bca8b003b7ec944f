package io.eigencam.explain;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.Detection;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import io.eigencam.numeric.WeightedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains detections one by one: the leading principal component of the cells in the box, grown by
 * a cell on every side so that what surrounds the object takes part, at the level that found it.
 * Unlike a cut-out of the frame's map it does not depend on what else the picture shows, and unlike
 * a cut-out that is stretched to 1 its scale is its own: it can be weak.
 *
 * <p>The sign: positive correlation with the scores of the detection's class; where they are not
 * known or flat, with the box against its surroundings; where those say nothing, the channels' sum.
 */
public final class BoxExplainer {
  /** With fewer cells a principal component describes single cells. */
  static final int FEWEST_CELLS = 9;

  /**
   * Explains every detection, in their order.
   *
   * @throws FrameRejected INVALID_ACTIVATION if a score or an activation is not finite
   */
  public List<BoxLocal> explain(Inference inference) throws FrameRejected {
    List<BoxLocal> all = new ArrayList<>();
    for (Detection detection : inference.detections()) {
      all.add(explain(detection, inference));
    }
    return all;
  }

  private static BoxLocal explain(Detection detection, Inference inference) throws FrameRejected {
    String level = detection.level();
    if (level.isEmpty()) {
      return BoxLocal.none("the level that found it cannot be known with this export");
    }
    for (LayerFeatures layer : inference.layers()) {
      if (layer.layer().equals(level)) {
        return explain(detection, new LayerView(layer, inference));
      }
    }
    return BoxLocal.none(
        "level %s, which found it, is not among the explained layers".formatted(level));
  }

  private static BoxLocal explain(Detection detection, LayerView layer) throws FrameRejected {
    CellToPicture whole = layer.inference().letterbox().cellToPicture(layer.features().stride());
    int rows = layer.activation().rows();
    int columns = layer.activation().columns();
    CellsInBox region = CellsInBox.of(grown(detection.box(), whole), whole, rows, columns);
    if (region.cells() < FEWEST_CELLS) {
      return BoxLocal.none(
          "too small: %d cells of level %s, %d are needed"
              .formatted(region.cells(), detection.level(), FEWEST_CELLS));
    }
    float[] cells = region.cut(layer.activation().values(), columns, layer.activation().channels());
    double[] ones = new double[region.cells()];
    Arrays.fill(ones, 1);
    LeadingDirection direction;
    try {
      WeightedRows weighted = new WeightedRows(layer.activation().channels(), cells, ones);
      direction = LeadingDirection.of(weighted, weighted.mean());
    } catch (IllegalArgumentException notFinite) {
      throw layer.invalid("an activation");
    }
    if (direction == null) {
      return BoxLocal.none("nothing varies in the box");
    }
    Projection projection = Projection.of(cells, direction.vector());
    Map<SignRule, Sign> signs = new EnumMap<>(SignRule.class);
    float[] scores = region.cut(scores(detection, layer), columns, 1);
    put(signs, Sign.correlated(projection, scores, SignRule.SCORES));
    float[] box = region.cut(BoxMask.of(List.of(detection), whole, rows, columns), columns, 1);
    put(signs, Sign.correlated(projection, box, SignRule.BOXES));
    put(signs, Sign.channelSum(direction.vector()));
    return new BoxLocal(attention(layer, region, whole, projection, signs, direction), "");
  }

  private static LayerAttention attention(
      LayerView layer,
      CellsInBox region,
      CellToPicture whole,
      Projection projection,
      Map<SignRule, Sign> signs,
      LeadingDirection direction) {
    Sign sign =
        Stream.of(SignRule.SCORES, SignRule.BOXES, SignRule.CHANNEL_SUM)
            .flatMap(rule -> Optional.ofNullable(signs.get(rule)).stream())
            .findFirst()
            .orElseThrow();
    Map<SignRule, Boolean> agreement = new EnumMap<>(SignRule.class);
    signs.forEach((rule, other) -> agreement.put(rule, other.value() == sign.value()));
    AttentionMap map =
        new AttentionMap(
            MapKind.EIGEN,
            null,
            layer.features().layer(),
            0,
            region.rows(),
            region.columns(),
            projection.times(sign.value()).floats(),
            region.cellToPicture(whole));
    ExplainSettings settings = ExplainSettings.DEFAULT;
    double limit =
        sign.rule() == SignRule.CHANNEL_SUM
            ? settings.channelSumBelow()
            : settings.unsureBelow(region.cells());
    Set<AttentionFlag> flags = EnumSet.noneOf(AttentionFlag.class);
    if (sign.margin() < limit) {
      flags.add(AttentionFlag.SIGN_UNSURE);
    }
    if (direction.unstable()) {
      flags.add(AttentionFlag.UNSTABLE_COMPONENT);
    }
    return new LayerAttention(
        map,
        direction.spectrum(),
        new SignChoice(sign.rule(), sign.margin(), agreement),
        sign.rule() == SignRule.SCORES ? sign.margin() : null,
        null,
        flags);
  }

  /** Of the detection's class if known, else the largest of all; zero where neither is known. */
  private static float[] scores(Detection detection, LayerView layer) throws FrameRejected {
    ClassScores ofClasses = layer.inference().classScores();
    int classId = detection.classId();
    List<ScoreGrid> levels =
        ofClasses != null && classId >= 0 && classId < ofClasses.classes()
            ? ofClasses.of(classId)
            : layer.inference().scores();
    float[] scores = ScoreMap.onGrid(levels, layer.features().stride(), layer.features().valid());
    for (float score : scores) {
      if (!Float.isFinite(score)) {
        throw layer.invalid("a score");
      }
    }
    return scores;
  }

  private static void put(Map<SignRule, Sign> signs, @Nullable Sign sign) {
    if (sign != null) {
      signs.put(sign.rule(), sign);
    }
  }

  /** By the size of a cell on every side. */
  private static Box grown(Box box, CellToPicture cells) {
    float width = (float) cells.a();
    float height = (float) cells.e();
    return new Box(box.x1() - width, box.y1() - height, box.x2() + width, box.y2() + height);
  }
}
