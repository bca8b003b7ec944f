package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.check.LayerFigures.Component;
import io.eigencam.check.LayerFigures.Greyed;
import io.eigencam.check.LayerFigures.Marks;
import io.eigencam.check.LayerFigures.Noise;
import io.eigencam.check.LayerFigures.Sign;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JudgeTest {
  private static final Sign SIGN = new Sign(0.5, 1, 1.0, 1.0);
  private static final Component COMPONENT = new Component(0.2, 0.8, 0);
  private static final Marks MARKS = new Marks(0.6, 4.0, 0.5, 3.0);
  private static final Noise NOISE = new Noise(0.999, 0.999, 0, 0);
  private static final Greyed GREYED = new Greyed(0.6, 0.3, 0.0, 0.9);

  static LayerFigures figures(
      String layer,
      Double usefulness,
      int maps,
      Sign sign,
      Component component,
      Marks marks,
      Noise noise,
      Greyed greyed,
      double random) {
    return new LayerFigures(
        layer,
        20,
        20,
        64,
        20,
        maps,
        usefulness,
        sign,
        component,
        marks,
        noise,
        greyed,
        List.of(
            new RandomisedFigures(0.5, 0.5, 1, 1), new RandomisedFigures(1, 1, random, random)));
  }

  static LayerFigures good(String layer, Double usefulness) {
    return figures(layer, usefulness, 20, SIGN, COMPONENT, MARKS, NOISE, GREYED, 0.1);
  }

  @Test
  void shouldTrustALayerThatPassesEveryQuestion() {
    assertEquals(new Verdict(Trust.TRUST, List.of(), List.of()), Judge.of(good("p4", 0.6)));
  }

  static Stream<Arguments> shouldSayWhatIsWrong() {
    return Stream.of(
        wrong(10, SIGN, COMPONENT, MARKS, NOISE, GREYED, 0, "with care", "no map on 10 of 20"),
        wrong(9, SIGN, COMPONENT, MARKS, NOISE, GREYED, 0, "do not", "no map on 11 of 20"),
        wrong(20, sign(0.8, 1), COMPONENT, MARKS, NOISE, GREYED, 0, "with care", "20 %"),
        wrong(20, sign(0.4, 1), COMPONENT, MARKS, NOISE, GREYED, 0, "do not", "unsure on 60 %"),
        wrong(20, sign(1, 0.8), COMPONENT, MARKS, NOISE, GREYED, 0, "with care", "disagrees"),
        wrong(20, sign(1, 0.3), COMPONENT, MARKS, NOISE, GREYED, 0, "do not", "disagrees"),
        wrong(20, SIGN, new Component(0.1, 1, 0.2), MARKS, NOISE, GREYED, 0, "with care", "swap"),
        wrong(20, SIGN, COMPONENT, lift(1.05), NOISE, GREYED, 0, "with care", "chance"),
        wrong(20, SIGN, COMPONENT, lift(0.7), NOISE, GREYED, 0, "do not", "0.70 times"),
        wrong(20, SIGN, COMPONENT, MARKS, noise(0.95, 0), GREYED, 0, "with care", "component"),
        wrong(20, SIGN, COMPONENT, MARKS, noise(0.5, 0), GREYED, 0, "do not", "0.500"),
        wrong(20, SIGN, COMPONENT, MARKS, noise(1, 2), GREYED, 0, "do not", "sign of 2 maps"),
        wrong(20, SIGN, COMPONENT, MARKS, NOISE, left(0.1), 0, "with care", "10 % does"),
        wrong(20, SIGN, COMPONENT, MARKS, NOISE, left(-0.1), 0, "do not", "grows"),
        wrong(20, SIGN, COMPONENT, MARKS, NOISE, GREYED, 0.6, "with care", "random filters"),
        wrong(20, SIGN, COMPONENT, MARKS, NOISE, GREYED, 0.9, "do not", "0.90"));
  }

  @ParameterizedTest
  @MethodSource
  void shouldSayWhatIsWrong(LayerFigures figures, String trust, String words) {
    Verdict verdict = Judge.of(figures);

    assertEquals(trust.equals("do not") ? Trust.DO_NOT_TRUST : Trust.WITH_CARE, verdict.trust());
    assertEquals(1, verdict.reasons().size(), verdict::toString);
    assertTrue(verdict.reasons().get(0).contains(words), verdict::toString);
  }

  @Test
  void shouldNameTheWorstFirst() {
    Verdict verdict =
        Judge.of(figures("p3", 0.1, 20, sign(0.8, 1), COMPONENT, lift(0.5), NOISE, left(0.1), 0.9));

    assertEquals(Trust.DO_NOT_TRUST, verdict.trust());
    assertEquals(4, verdict.reasons().size());
    assertTrue(verdict.reasons().get(0).contains("random filters"), verdict::toString);
    assertTrue(verdict.reasons().get(1).contains("0.50 times"), verdict::toString);
  }

  @Test
  void shouldNotHoldAgainstALayerWhatCouldNotBeMeasured() {
    LayerFigures unmeasured =
        figures(
            "last",
            null,
            20,
            new Sign(null, 1, null, null),
            COMPONENT,
            new Marks(null, null, null, null),
            NOISE,
            new Greyed(null, null, null, null),
            0);

    assertEquals(Trust.TRUST, Judge.of(unmeasured).trust());
  }

  @Test
  void shouldRemarkWhereTheBaselineIsAsGood() {
    LayerFigures figures =
        figures(
            "p3",
            0.3,
            20,
            SIGN,
            COMPONENT,
            new Marks(0.3, 2.0, 0.4, 2.0),
            NOISE,
            new Greyed(0.9, 0.1, 0.2, 0.3),
            0);

    Verdict verdict = Judge.of(figures);

    assertEquals(Trust.TRUST, verdict.trust());
    assertEquals(2, verdict.remarks().size());
    assertTrue(verdict.remarks().toString().contains("0.40 against 0.30"), verdict::toString);
    assertTrue(verdict.remarks().toString().contains("70 %"), verdict::toString);
  }

  @Test
  void shouldRecommendTheMostUsefulOfThoseThatMayBeLookedAt() {
    CheckedLayer bad =
        checked(figures("p3", 0.9, 20, sign(0.1, 1), COMPONENT, MARKS, NOISE, GREYED, 0));
    CheckedLayer care =
        checked(figures("p4", 0.6, 20, sign(0.8, 1), COMPONENT, MARKS, NOISE, GREYED, 0));
    CheckedLayer fine = checked(good("p5", 0.5));

    Recommendation recommendation = Recommendation.of(List.of(bad, care, fine));

    assertEquals("p4", recommendation.layer());
    assertTrue(recommendation.reason().contains("0.60 (next: p5 0.50)"), recommendation::reason);
  }

  @Test
  void shouldGoByTheScoresWhereNothingWasFound() {
    CheckedLayer low =
        checked(
            figures(
                "p3", null, 20, new Sign(0.3, 1, null, null), COMPONENT, MARKS, NOISE, GREYED, 0));
    CheckedLayer high = checked(good("p4", null));

    Recommendation recommendation = Recommendation.of(List.of(low, high));

    assertEquals("p4", recommendation.layer());
    assertTrue(recommendation.reason().contains("nothing was found"), recommendation::reason);
  }

  @Test
  void shouldRecommendNothingWhereNothingCanBeTrusted() {
    CheckedLayer bad =
        checked(figures("p3", 0.9, 20, sign(0.1, 1), COMPONENT, MARKS, NOISE, GREYED, 0));

    Recommendation recommendation = Recommendation.of(List.of(bad));

    assertEquals(null, recommendation.layer());
    assertFalse(recommendation.reason().isEmpty());
  }

  private static CheckedLayer checked(LayerFigures figures) {
    return new CheckedLayer(figures, Judge.of(figures));
  }

  private static Arguments wrong(
      int maps,
      Sign sign,
      Component component,
      Marks marks,
      Noise noise,
      Greyed greyed,
      double random,
      String trust,
      String words) {
    return Arguments.of(
        figures("p4", 0.5, maps, sign, component, marks, noise, greyed, random), trust, words);
  }

  private static Sign sign(double sure, double agrees) {
    return new Sign(0.3, sure, agrees, agrees);
  }

  private static Marks lift(double lift) {
    return new Marks(0.6, lift, 0.5, 3.0);
  }

  private static Noise noise(double cosine, int flips) {
    return new Noise(cosine, cosine, flips, flips);
  }

  private static Greyed left(double left) {
    return new Greyed(left, 0.3, 0.0, 0.9);
  }
}
