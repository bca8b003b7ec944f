package io.eigencam.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From the figures of a layer to a verdict. The limits are the same for every model and layer; each
 * stands for a question that a map has to pass before it means anything:
 *
 * <ul>
 *   <li>Is there a map, and is its sign known? An unsure sign may show the background as attention.
 *   <li>Does it show what the network learned? The map of random filters must be another one.
 *   <li>Does it follow the picture? Attention must leave what is greyed out.
 *   <li>Is it stable? One level of noise must neither turn the component nor the sign.
 *   <li>Has it to do with what the model finds?
 * </ul>
 */
final class Judge {
  private static final double MOST = 0.9;
  private static final double HALF = 0.5;

  /** Rank correlation with the map of random filters. */
  private static final double SOME_LIKENESS = 0.5;

  private static final double MUCH_LIKENESS = 0.8;

  /** Share of the attention that must leave a greyed place. */
  private static final double LEAVES = 0.25;

  /** Angles of 8 and 45 degrees between the components with and without noise. */
  private static final double STEADY = 0.99;

  private static final double UNSTEADY = 0.7;

  private static final double UNSTABLE_SHARE = 0.1;

  /** Lift of 1 is chance. */
  private static final double NO_LIFT = 1.0;

  private static final double LOW_LIFT = 1.1;

  private record Finding(Trust trust, String text) {}

  private final List<Finding> findings = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Judge() {}

  static Verdict of(LayerFigures figures) {
    Judge judge = new Judge();
    judge.sign(figures);
    judge.randomised(figures.randomised().get(figures.randomised().size() - 1));
    judge.greyed(figures.greyed());
    judge.noise(figures);
    judge.marks(figures.marks());
    judge.findings.sort(Comparator.comparing(Finding::trust).reversed());
    return new Verdict(
        judge.findings.stream().map(Finding::trust).reduce(Trust.TRUST, Trust::worse),
        judge.findings.stream().map(Finding::text).toList(),
        judge.remarks);
  }

  private void sign(LayerFigures figures) {
    int missing = figures.pictures() - figures.maps();
    if (missing > 0) {
      find(
          figures.maps() < HALF * figures.pictures() ? Trust.DO_NOT_TRUST : Trust.WITH_CARE,
          "no map on %d of %d pictures: the layer does not vary there",
          missing,
          figures.pictures());
    }
    LayerFigures.Sign sign = figures.sign();
    if (sign.sureShare() < MOST) {
      find(
          sign.sureShare() < HALF ? Trust.DO_NOT_TRUST : Trust.WITH_CARE,
          "the sign is unsure on %.0f %% of the pictures: the map has too little to do with what the"
              + " head scores",
          100 * (1 - sign.sureShare()));
    }
    Double agrees = sign.agreesWhereSure();
    if (agrees != null && agrees < MOST) {
      find(
          agrees < HALF ? Trust.DO_NOT_TRUST : Trust.WITH_CARE,
          "even a sure sign disagrees with the boxes on %.0f %% of the pictures",
          100 * (1 - agrees));
    }
    if (figures.component().unstableShare() > UNSTABLE_SHARE) {
      find(
          Trust.WITH_CARE,
          "the component is almost as strong as the next one on %.0f %% of the pictures: the two may"
              + " swap",
          100 * figures.component().unstableShare());
    }
  }

  private void randomised(RandomisedFigures random) {
    if (random.rankCorrelation() > SOME_LIKENESS) {
      find(
          random.rankCorrelation() > MUCH_LIKENESS ? Trust.DO_NOT_TRUST : Trust.WITH_CARE,
          "a network with random filters gives much the same map (rank correlation %.2f): it shows"
              + " the picture more than what the network learned",
          random.rankCorrelation());
    }
  }

  private void greyed(LayerFigures.Greyed greyed) {
    Double left = greyed.attentionLeft();
    if (left != null && left < LEAVES) {
      find(
          left < 0 ? Trust.DO_NOT_TRUST : Trust.WITH_CARE,
          left < 0
              ? "attention does not leave a place that is greyed out, it grows there"
              : "attention hardly leaves a place that is greyed out (%.0f %% does)",
          100 * left);
    }
    Double more = greyed.losesMoreShare();
    if (more != null && more < HALF) {
      remarks.add(
          format(
              "Greying the most attended place costs the model less of what it finds than greying"
                  + " another place does, on %.0f %% of the pictures: the map does not show what"
                  + " its scores rest on.",
              100 * (1 - more)));
    }
  }

  private void noise(LayerFigures figures) {
    LayerFigures.Noise noise = figures.noise();
    if (noise.flipsWhereSure() > 0) {
      find(
          Trust.DO_NOT_TRUST,
          "noise of one level of 255 turns the sign of %d maps that are called sure",
          noise.flipsWhereSure());
    }
    if (figures.maps() > 0 && noise.lowestCosine() < STEADY) {
      find(
          noise.lowestCosine() < UNSTEADY ? Trust.DO_NOT_TRUST : Trust.WITH_CARE,
          "noise of one level of 255 turns the component (cosine down to %.3f)",
          noise.lowestCosine());
    }
  }

  private void marks(LayerFigures.Marks marks) {
    Double lift = marks.lift();
    if (lift != null && lift < LOW_LIFT) {
      find(
          lift < NO_LIFT ? Trust.DO_NOT_TRUST : Trust.WITH_CARE,
          "attention has little to do with what the model finds: there is %.2f times as much of it"
              + " there as chance would put",
          lift);
    }
    if (lessThan(marks.correlation(), marks.energyCorrelation())) {
      remarks.add(
          format(
              "The plain activation energy, which needs no decomposition, marks what was found at"
                  + " least as well (correlation %.2f against %.2f).",
              marks.energyCorrelation(), marks.correlation()));
    }
  }

  private static boolean lessThan(@Nullable Double a, @Nullable Double b) {
    return a != null && b != null && a <= b;
  }

  private void find(Trust trust, String text, Object... values) {
    findings.add(new Finding(trust, format(text, values)));
  }

  private static String format(String text, @Nullable Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
