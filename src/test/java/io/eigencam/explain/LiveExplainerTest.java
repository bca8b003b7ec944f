package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.Activation;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.frame.SignRule;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

@Timeout(60)
class LiveExplainerTest {
  private static final Letterbox SQUARE = Letterbox.fit(new PictureSize(64, 64), 64, 64);

  @ParameterizedTest
  @NeedsShared("golden/cam")
  @CsvSource({"bottle-p3-640, 8", "bottle-p4-640, 16", "bottle-p5-640, 32", "car-p4-320, 16"})
  void shouldAgreeWithTheSvdOfTheValidCellsOfARealFrame(String golden, int stride)
      throws IOException, FrameRejected {
    // Given a 16:9 picture in a square input: the rows above and below are padding
    Activation whole =
        CamCase.activation(SharedData.path("golden/cam/" + golden + "/activation.npy"));
    int side = whole.rows() * stride;
    Letterbox letterbox = Letterbox.fit(new PictureSize(1280, 720), side, side);
    CellRegion valid = letterbox.validCells(stride);
    int width = whole.columns() * whole.channels();
    float[] values =
        Arrays.copyOfRange(
            whole.values(), valid.firstRow() * width, (valid.firstRow() + valid.rows()) * width);

    // When
    LayerAttention layer =
        new LiveExplainer()
            .explain(
                new Inference(
                    letterbox,
                    List.of(),
                    0,
                    List.of(Features.of("p", stride, valid, values)),
                    List.of()))
            .layers()
            .get(0);

    // Then
    int channels = whole.channels();
    SingularValue<Double> svd = svd(values, valid.cells(), channels);
    double[] expected = new double[valid.cells()];
    double dot = 0;
    double largest = 0;
    double squares = 0;
    double expectedSquares = 0;
    for (int cell = 0; cell < expected.length; cell++) {
      // U sigma, the projection without a detour over the Gram matrix.
      expected[cell] = svd.getU().doubleValue(cell, 0) * svd.getSingularValues().doubleValue(0);
      float actual = layer.map().projection()[cell];
      dot += expected[cell] * actual;
      squares += (double) actual * actual;
      expectedSquares += expected[cell] * expected[cell];
      largest = Math.max(largest, Math.abs(expected[cell]));
    }
    assertTrue(Math.abs(dot) / Math.sqrt(squares * expectedSquares) >= 0.999999);
    for (int cell = 0; cell < expected.length; cell++) {
      assertEquals(
          Math.signum(dot) * expected[cell], layer.map().projection()[cell], 1e-5 * largest);
    }
    for (int k = 0; k < 3; k++) {
      assertEquals(
          svd.getSingularValues().doubleValue(k),
          layer.sigma().get(k),
          1e-5 * layer.sigma().get(0));
    }
  }

  @Test
  void shouldGiveTheSameBitsOnEveryThread() throws Exception {
    Inference inference = inference(random(8, 8, 32, 1), scores(1));
    LiveExplainer explainer = new LiveExplainer();
    Callable<Explanation> work = () -> explainer.explain(inference);
    Explanation expected = work.call();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Explanation> future : threads.invokeAll(Collections.nCopies(50, work))) {
        Explanation actual = future.get();
        assertArrayEquals(
            expected.layers().get(0).map().projection(), actual.layers().get(0).map().projection());
        assertEquals(expected.layers().get(0).sigma(), actual.layers().get(0).sigma());
        assertEquals(expected.layers().get(0).alignment(), actual.layers().get(0).alignment());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldRefuseActivationsThatAreNotFinite(float bad) {
    float[] values = random(8, 8, 32, 1);
    values[100] = bad;

    FrameRejected rejected =
        assertThrows(
            FrameRejected.class, () -> new LiveExplainer().explain(inference(values, scores(1))));

    assertEquals(RejectionReason.INVALID_ACTIVATION, rejected.reason());
    assertTrue(rejected.text().contains("p3"), rejected.text());
  }

  @Test
  void shouldRefuseScoresThatAreNotFinite() {
    ScoreGrid scores = scores(1);
    scores.best()[3] = Float.NaN;

    FrameRejected rejected =
        assertThrows(
            FrameRejected.class,
            () -> new LiveExplainer().explain(inference(random(8, 8, 32, 1), scores)));

    assertEquals(RejectionReason.INVALID_ACTIVATION, rejected.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 33})
  void shouldExplainAnyNumberOfChannels(int channels) throws FrameRejected {
    LayerAttention layer =
        new LiveExplainer()
            .explain(inference(random(8, 8, channels, 4), scores(2)))
            .layers()
            .get(0);

    assertTrue(layer.hasMap());
    assertEquals(3, layer.sigma().size());
    assertEquals(
        1,
        layer.spectrum().explainedVarianceRatio().stream().mapToDouble(r -> r).sum(),
        channels < 4 ? 1e-5 : 1);
  }

  @Test
  void shouldExplainMoreChannelsThanCells() throws FrameRejected {
    LayerAttention layer =
        new LiveExplainer().explain(inference(random(8, 8, 200, 4), scores(2))).layers().get(0);

    assertTrue(layer.hasMap());
  }

  @Test
  void shouldExplainALayerOfOneCell() throws FrameRejected {
    LayerFeatures features =
        Features.of("p9", 64, new CellRegion(0, 0, 1, 1), new float[] {1, 2, 3});

    LayerAttention layer =
        new LiveExplainer()
            .explain(new Inference(SQUARE, List.of(), 0, List.of(features), List.of(scores(1))))
            .layers()
            .get(0);

    assertEquals(Set.of(AttentionFlag.LOW_VARIANCE), layer.flags());
  }

  @Test
  void shouldFlagAComponentThatDoesNotExist() throws FrameRejected {
    // Given cells that differ in one direction only
    float[] values = new float[8 * 8 * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = 5 + (i / 12) * (i % 12 - 4) * 0.37f;
    }
    Inference inference = inference(values, scores(3));

    LayerAttention first = new LiveExplainer().explain(inference).layers().get(0);
    Explanation second =
        new LiveExplainer(ExplainSettings.DEFAULT.withComponents(1, 1)).explain(inference);

    assertTrue(first.hasMap());
    assertEquals(1, first.spectrum().explainedVarianceRatio().get(0), 1e-5);
    assertEquals(Set.of(AttentionFlag.RANK_EXCEEDED), second.layers().get(0).flags());
    assertTrue(second.bestAligned().isEmpty());
    for (float value : second.layers().get(0).map().projection()) {
      assertEquals(0, value);
    }
  }

  @Test
  void shouldShowAWeakComponentOfALargeGrid() throws FrameRejected {
    // Given a hundredth of the leading amplitude, so a ten-thousandth of its energy, beside it
    int side = 120;
    int channels = 16;
    float[] values = new float[side * side * channels];
    for (int cell = 0; cell < side * side; cell++) {
      double strong = Math.sin(2 * Math.PI * (cell / side) / side);
      double weak = 0.01 * Math.sin(2 * Math.PI * (cell % side) / side);
      for (int c = 0; c < channels; c++) {
        values[cell * channels + c] = (float) (strong + (c % 2 == 0 ? weak : -weak));
      }
    }
    LayerFeatures features = Features.of("p3", 8, new CellRegion(0, 0, side, side), values);
    Letterbox letterbox = Letterbox.fit(new PictureSize(960, 960), 960, 960);
    Inference inference = new Inference(letterbox, List.of(), 0, List.of(features), List.of());

    // When
    LayerAttention second = explain(inference, 1);
    LayerAttention third = explain(inference, 2);

    // Then
    assertTrue(second.hasMap(), second.flags().toString());
    assertEquals(1e-4, second.spectrum().explainedVarianceRatio().get(1), 2e-6);
    for (int cell = 0; cell < side * side; cell++) {
      double expected = 4 * 0.01 * Math.sin(2 * Math.PI * (cell % side) / side);
      assertEquals(
          Math.abs(expected), Math.abs(second.map().projection()[cell]), 1e-3 * 0.04, "" + cell);
    }
    assertEquals(Set.of(AttentionFlag.RANK_EXCEEDED), third.flags());
  }

  private static LayerAttention explain(Inference inference, int component) throws FrameRejected {
    return new LiveExplainer(ExplainSettings.DEFAULT.withComponents(component, 1))
        .explain(inference)
        .layers()
        .get(0);
  }

  @Test
  void shouldNotTakeRoundingNoiseOfAConstantLayerForAPicture() throws FrameRejected {
    float[] values = new float[8 * 8 * 24];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.1f * (i % 24) + 1 / 3f;
    }

    LayerAttention layer =
        new LiveExplainer().explain(inference(values, scores(3))).layers().get(0);

    assertFalse(layer.hasMap());
  }

  @Test
  void shouldKeepTheOrderOfTheLayersAndNameTheBestAligned() throws FrameRejected {
    // Given a layer that follows the scores and one that does not
    ScoreGrid scores = scores(5);
    float[] following = random(8, 8, 16, 6);
    for (int i = 0; i < following.length; i++) {
      following[i] += 40 * scores.best()[i / 16];
    }
    CellRegion all = new CellRegion(0, 0, 8, 8);
    Inference inference =
        new Inference(
            SQUARE,
            List.of(),
            0,
            List.of(
                Features.of("p4", 8, all, random(8, 8, 16, 7)),
                Features.of("p3", 8, all, following)),
            List.of(scores));

    Explanation explanation = new LiveExplainer().explain(inference);

    assertEquals(
        List.of("p4", "p3"), explanation.layers().stream().map(LayerAttention::layer).toList());
    assertEquals("p3", explanation.bestAligned().orElseThrow().layer());
    assertTrue(explanation.bestAligned().orElseThrow().alignment() > 0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHANNEL_SUM", "EXTREMUM", "BOXES"})
  void shouldFollowTheRuleThatIsAskedFor(SignRule rule) throws FrameRejected {
    ExplainSettings settings = new ExplainSettings(0, 1, 3, rule, 0.15, 0, false);

    LayerAttention layer =
        new LiveExplainer(settings)
            .explain(inference(random(8, 8, 16, 8), scores(1)))
            .layers()
            .get(0);

    // Without detections the boxes cannot speak.
    assertEquals(rule == SignRule.BOXES ? SignRule.CHANNEL_SUM : rule, layer.sign().rule());
  }

  @Test
  void shouldRefuseSettingsThatMakeNoSense() {
    assertThrows(
        IllegalArgumentException.class, () -> ExplainSettings.DEFAULT.withComponents(-1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExplainSettings(0, 1, 3, SignRule.SCORES, Double.NaN, 0, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExplainSettings(0, 1, 0, SignRule.SCORES, 0, 0, false));
  }

  private static Inference inference(float[] values, ScoreGrid scores) {
    return new Inference(
        SQUARE,
        List.of(),
        0,
        List.of(Features.of("p3", 8, new CellRegion(0, 0, 8, 8), values)),
        List.of(scores));
  }

  private static ScoreGrid scores(long seed) {
    Random random = new Random(seed);
    float[] best = new float[64];
    for (int i = 0; i < best.length; i++) {
      best[i] = random.nextFloat();
    }
    return new ScoreGrid(8, 8, 8, best);
  }

  private static float[] random(int rows, int columns, int channels, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * columns * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * (1 + i % channels);
    }
    return values;
  }

  private static SingularValue<Double> svd(float[] values, int rows, int columns) {
    R064Store centred = R064Store.FACTORY.make(rows, columns);
    for (int c = 0; c < columns; c++) {
      double mean = 0;
      for (int r = 0; r < rows; r++) {
        mean += (double) values[r * columns + c] / rows;
      }
      for (int r = 0; r < rows; r++) {
        centred.set(r, c, values[r * columns + c] - mean);
      }
    }
    SingularValue<Double> svd = SingularValue.R064.make(centred);
    assertTrue(svd.decompose(centred));
    return svd;
  }
}
