package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.CellRegion;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold of any layer's metrics, whatever the numbers. */
class LayerMetricsTest {
  @Test
  void shouldNotDependOnTheSignThatTheSolverGives() {
    Random random = new Random(7);
    int turned = 0;
    for (int round = 0; round < 30; round++) {
      // Given a layer, and the same layer with some channels negated, which turns eigenvectors
      float[] signs = new float[12];
      for (int c = 0; c < signs.length; c++) {
        signs[c] = random.nextBoolean() ? 1 : -1;
      }
      LayerFeatures plain = randomLayer(random.nextLong());
      LayerFeatures learned = randomLayer(random.nextLong());
      LayerFeatures negated = layer(plain, signs);
      turned += solverTurns(plain, negated, signs) ? 1 : 0;

      // When both are compared with what was learned of them
      LayerReference reference = learn(learned, plain);
      LayerReference negatedReference = learn(layer(learned, signs), negated);
      MetricValues values = LayerMetrics.of(sample(plain), reference).values();
      MetricValues others = LayerMetrics.of(sample(negated), negatedReference).values();

      // Then nothing differs
      for (DriftMetric metric : DriftMetric.values()) {
        assertEquals(values.get(metric), others.get(metric), tolerance(metric), metric.word());
      }
    }
    assertTrue(turned > 3 && turned < 27, "the solver's sign was put to the test: " + turned);
  }

  /** Of a thousandth; of the rounding of a reference where the smallest angles are stretched. */
  private static double tolerance(DriftMetric metric) {
    return metric == DriftMetric.DIR || metric == DriftMetric.SUB ? 0.02 : 1e-3;
  }

  private static boolean solverTurns(LayerFeatures plain, LayerFeatures negated, float[] signs) {
    double[] before = leading(plain);
    double[] after = leading(negated);
    double cosine = 0;
    for (int c = 0; c < before.length; c++) {
      cosine += before[c] * signs[c] * after[c];
    }
    return cosine < 0;
  }

  private static double[] leading(LayerFeatures layer) {
    SymmetricMatrix matrix =
        SymmetricMatrix.ofCentredGram(
            layer.activation().channels(), layer.gram(), layer.mean(), layer.valid().cells());
    return Eigenpairs.leading(matrix, 2).vector(0);
  }

  @Test
  void shouldNotDependOnTheScaleOfTheActivation() {
    LayerFeatures plain = randomLayer(1);
    LayerFeatures learned = randomLayer(2);
    float[] eight = {8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};

    MetricValues values = LayerMetrics.of(sample(plain), learn(learned, plain)).values();
    LayerReference scaled = learn(layer(learned, eight), layer(plain, eight));
    MetricValues others = LayerMetrics.of(sample(layer(plain, eight)), scaled).values();

    for (DriftMetric metric : DriftMetric.values()) {
      assertEquals(values.get(metric), others.get(metric), tolerance(metric), metric.word());
    }
  }

  @Test
  void shouldFindNoDifferenceToItself() {
    LayerFeatures layer = randomLayer(3);

    MetricValues values = LayerMetrics.of(sample(layer), learn(layer, layer)).values();

    assertEquals(Math.log(1e-4), values.get(DriftMetric.DIR), 0.01);
    assertEquals(Math.log(1e-4), values.get(DriftMetric.SUB), 0.01);
    assertEquals(Math.log(1e-4), values.get(DriftMetric.FEAT), 0.01);
    assertEquals(0, values.get(DriftMetric.JS), 1e-4);
    assertEquals(0, values.get(DriftMetric.W1), 1e-4);
    assertEquals(Math.log(1.995 / 0.005) / 2, values.get(DriftMetric.FCORR), 1e-9);
    assertEquals(0, values.get(DriftMetric.GHOST), 1e-2);
    assertEquals(0, values.get(DriftMetric.LOST), 1e-2);
  }

  @Test
  void shouldKeepDirectionsWhereTheMapMeansNothing() throws IOException {
    DriftCase golden = DriftCase.named("plain");
    LayerSample turned = golden.samples().get(9);

    LayerMetrics metrics = LayerMetrics.of(turned, golden.reference());

    assertEquals("turned", golden.frames().get(9).path("frame").asText());
    assertTrue(metrics.values().isDefined(DriftMetric.DIR));
    assertTrue(metrics.values().isDefined(DriftMetric.SUB));
    assertFalse(metrics.values().isDefined(DriftMetric.JS));
    for (float value : metrics.difference().values()) {
      assertTrue(Float.isNaN(value));
    }
  }

  @Test
  void shouldHaveNoLiftWithoutTheMapThatPeopleSee() throws IOException {
    DriftCase golden = DriftCase.named("plain");
    LayerSample with = golden.samples().get(0);
    LayerSample without = new LayerSample(with.features(), with.cells(), with.detections(), null);

    assertTrue(LayerMetrics.of(with, golden.reference()).values().isDefined(DriftMetric.LIFT));
    assertFalse(LayerMetrics.of(without, golden.reference()).values().isDefined(DriftMetric.LIFT));
  }

  @Test
  void shouldTellWhereAttentionIsGained() throws IOException {
    DriftCase golden = DriftCase.named("one-channel");
    LayerSample gained = golden.samples().get(5);

    MapDifference difference = LayerMetrics.of(gained, golden.reference()).difference();

    int most = 0;
    for (int i = 0; i < difference.values().length; i++) {
      most = difference.values()[i] > difference.values()[most] ? i : most;
    }
    double x =
        difference.cellToPicture().x(most % difference.columns(), most / difference.columns());
    double y =
        difference.cellToPicture().y(most % difference.columns(), most / difference.columns());
    assertEquals(0.8 * 256, x, 32, "the blob's middle");
    assertEquals(0.2 * 192, y, 32, "the blob's middle");
  }

  @Test
  void shouldRefuseAnotherGrid() throws IOException {
    LayerReference reference = DriftCase.named("plain").reference();
    LayerSample other = DriftCase.named("letterbox-rows").samples().get(0);

    assertFalse(reference.fits(other.features()));
    assertThrows(IllegalArgumentException.class, () -> LayerMetrics.of(other, reference));
  }

  @Test
  void shouldRefuseActivationsThatAreNotFinite() {
    LayerFeatures layer = randomLayer(4);
    layer.gram()[0] = Float.NaN;

    assertThrows(
        IllegalArgumentException.class,
        () -> LayerMetrics.of(sample(layer), learn(randomLayer(4), layer)));
  }

  private static LayerReference learn(LayerFeatures... frames) {
    LayerReferenceBuilder builder = new LayerReferenceBuilder(frames[0]);
    for (LayerFeatures frame : frames) {
      if (Float.isFinite(frame.gram()[0])) {
        builder.add(frame);
      }
    }
    return builder.build();
  }

  private static LayerSample sample(LayerFeatures layer) {
    return new LayerSample(layer, new CellToPicture(8, 0, 4, 0, 8, 4), List.of(), null);
  }

  /** A level per channel, one pattern in the cells, noise. */
  private static LayerFeatures randomLayer(long seed) {
    Random random = new Random(seed);
    Random same = new Random(99);
    int channels = 12;
    float[] values = new float[10 * 9 * channels];
    double[] level = same.doubles(channels, -1, 2).toArray();
    double[] pattern = same.doubles(90, 0.5, 1.5).toArray();
    for (int i = 0; i < values.length; i++) {
      double value = level[i % channels] * pattern[i / channels] + 0.2 * random.nextGaussian();
      values[i] = (float) value;
    }
    return Layers.of("p4", 8, new CellRegion(0, 0, 10, 9), values);
  }

  private static LayerFeatures layer(LayerFeatures of, float[] factors) {
    float[] values = of.activation().values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i % factors.length];
    }
    return Layers.of(of.layer(), of.stride(), of.valid(), values);
  }
}
