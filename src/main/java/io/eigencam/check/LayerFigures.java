package io.eigencam.check;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.LayerAttention;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything measured about one layer over all pictures; the field names are those of the JSON.
 *
 * @param pictures how many were asked about
 * @param maps on how many of them the layer has a map
 * @param usefulness mean correlation of the map as shown with what the model found, where an unsure
 *     or missing map counts 0; what layers are ranked by; null where nothing was found
 * @param randomised the deepest randomisation last
 */
public record LayerFigures(
    String layer,
    int rows,
    int columns,
    int channels,
    int pictures,
    int maps,
    @Nullable Double usefulness,
    Sign sign,
    Component component,
    Marks marks,
    Noise noise,
    Greyed greyed,
    List<RandomisedFigures> randomised) {

  /**
   * The sign, which mathematics leaves open.
   *
   * @param alignment median correlation of map and score map; null where there are no scores
   * @param sureShare share of the pictures without the flag SIGN_UNSURE
   * @param agreesWithBoxes share of the maps whose sign the boxes would choose, too; null without
   * @param agreesWhereSure the same of maps without the flag
   */
  public record Sign(
      @Nullable Double alignment,
      double sureShare,
      @Nullable Double agreesWithBoxes,
      @Nullable Double agreesWhereSure) {}

  /**
   * The principal component.
   *
   * @param explainedVarianceRatio median
   * @param sigma2OverSigma1 median
   * @param unstableShare share of the maps with the flag UNSTABLE_COMPONENT
   */
  public record Component(
      double explainedVarianceRatio, double sigma2OverSigma1, double unstableShare) {}

  /**
   * The map as shown against what the model found (boxes, or a classifier's map of its class), the
   * plain activation energy beside it; null where nothing was found.
   *
   * @param correlation mean
   * @param lift median of the share of the attention there over its share of the picture
   */
  public record Marks(
      @Nullable Double correlation,
      @Nullable Double lift,
      @Nullable Double energyCorrelation,
      @Nullable Double energyLift) {}

  /**
   * The picture with noise of one of 255 levels.
   *
   * @param lowestCosine of the angle between the components
   * @param lowestCorrelation of the maps
   * @param flips how many maps turned their sign
   * @param flipsWhereSure how many of those without the flag SIGN_UNSURE
   */
  public record Noise(
      double lowestCosine, double lowestCorrelation, int flips, int flipsWhereSure) {}

  /**
   * The most attended place greyed out.
   *
   * @param attentionLeft median share of the attention there that leaves
   * @param evidenceLost median share of the model's evidence that goes with it
   * @param evidenceLostElsewhere the same for an equally large place elsewhere
   * @param losesMoreShare share of the pictures on which more is lost than elsewhere
   */
  public record Greyed(
      @Nullable Double attentionLeft,
      @Nullable Double evidenceLost,
      @Nullable Double evidenceLostElsewhere,
      @Nullable Double losesMoreShare) {}

  public LayerFigures {
    randomised = List.copyOf(randomised);
  }

  static LayerFigures of(
      String layer, List<LayerTrial> trials, List<RandomisedFigures> randomised) {
    LayerLook first = trials.get(0).look();
    List<LayerTrial> maps = trials.stream().filter(trial -> trial.look().hasMap()).toList();
    List<LayerTrial> sure = maps.stream().filter(trial -> trial.look().signSure()).toList();
    return new LayerFigures(
        layer,
        first.map().rows(),
        first.map().columns(),
        first.channels(),
        trials.size(),
        maps.size(),
        Quantiles.mean(trials.stream().map(LayerFigures::usefulness)),
        new Sign(
            Quantiles.median(attentions(maps).map(LayerAttention::alignment)),
            (double) sure.size() / trials.size(),
            Quantiles.share(attentions(maps).map(LayerFigures::agreesWithBoxes)),
            Quantiles.share(attentions(sure).map(LayerFigures::agreesWithBoxes))),
        new Component(
            or0(Quantiles.median(attentions(maps).map(LayerAttention::componentShare))),
            or0(Quantiles.median(attentions(maps).map(a -> a.spectrum().sigma2OverSigma1()))),
            or0(
                Quantiles.share(
                    attentions(maps)
                        .map(a -> a.flags().contains(AttentionFlag.UNSTABLE_COMPONENT))))),
        new Marks(
            Quantiles.mean(boxes(maps, LayerTrial::marking, Marking::correlation)),
            Quantiles.median(boxes(maps, LayerTrial::marking, Marking::lift)),
            Quantiles.mean(boxes(maps, LayerTrial::energy, Marking::correlation)),
            Quantiles.median(boxes(maps, LayerTrial::energy, Marking::lift))),
        new Noise(
            or0(Quantiles.lowest(maps.stream().map(t -> t.look().cosine(t.noisy())))),
            or0(Quantiles.lowest(maps.stream().map(t -> t.look().correlation(t.noisy())))),
            (int) maps.stream().filter(LayerTrial::flips).count(),
            (int) sure.stream().filter(LayerTrial::flips).count()),
        new Greyed(
            Quantiles.median(greyed(maps, Occlusion::left)),
            Quantiles.median(greyed(maps, Occlusion::evidenceLost)),
            Quantiles.median(greyed(maps, Occlusion::evidenceLostElsewhere)),
            Quantiles.share(
                maps.stream()
                    .map(LayerTrial::occlusion)
                    .map(one -> one == null ? null : one.losesMore()))),
        randomised);
  }

  private static @Nullable Double usefulness(LayerTrial trial) {
    Marking marking = trial.marking();
    if (marking == null) {
      return null;
    }
    return trial.look().signSure() ? Math.max(0, marking.correlation()) : 0;
  }

  private static @Nullable Boolean agreesWithBoxes(LayerAttention attention) {
    return attention.sign() == null ? null : attention.sign().agreesWithBoxes();
  }

  private static Stream<LayerAttention> attentions(List<LayerTrial> trials) {
    return trials.stream().map(trial -> trial.look().attention());
  }

  private static Stream<@Nullable Double> boxes(
      List<LayerTrial> trials,
      Function<LayerTrial, @Nullable Marking> which,
      Function<Marking, Double> figure) {
    return trials.stream().map(which).map(one -> one == null ? null : figure.apply(one));
  }

  private static Stream<@Nullable Double> greyed(
      List<LayerTrial> trials, Function<Occlusion, @Nullable Double> figure) {
    return trials.stream()
        .map(LayerTrial::occlusion)
        .map(one -> one == null ? null : figure.apply(one));
  }

  private static double or0(@Nullable Double value) {
    return value == null ? 0 : value;
  }
}
